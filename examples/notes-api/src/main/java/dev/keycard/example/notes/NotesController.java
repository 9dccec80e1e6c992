package dev.keycard.example.notes;

import dev.keycard.Keycard;
import dev.keycard.spring.CurrentUser;
import dev.keycard.spring.ObjectGuard;
import dev.keycard.spring.Permit;
import dev.keycard.spring.Throttled;
import dev.keycard.user.User;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Notes: for signed-in users, and for API tokens of theirs that are limited to the scope {@code notes}. Each user has a rate,
 * premium users a higher one.
 */
@RestController
@RequestMapping("/api/notes")
@Permit(rule = NotesController.SCOPE)
@Throttled("notes")
class NotesController {

    static final String SCOPE = "HasScope(notes)";

    private static final int FREE_NOTES = 3;
    private static final int LONGEST = 2000;

    private final Notes notes;
    private final ObjectGuard objects;
    private final Keycard keycard;

    NotesController(Notes notes, ObjectGuard objects, Keycard keycard) {
        this.notes = notes;
        this.objects = objects;
        this.keycard = keycard;
    }

    record Draft(@Nullable String text) {

        String checked() {
            String given = text == null ? "" : text.strip();
            if (given.isEmpty() || given.length() > LONGEST) {
                throw Refusal.of(HttpStatus.BAD_REQUEST, "invalid", "A note has 1 to " + LONGEST + " characters.");
            }
            return given;
        }
    }

    record Reader(@Nullable String username) {}

    /** A note as one of its readers sees it. */
    record View(long id, String text, boolean mine, boolean shared) {

        static View of(Note note, User user) {
            return new View(
                    note.id(),
                    note.text(),
                    note.owner().equals(user.id().text()),
                    !note.readers().isEmpty());
        }
    }

    @GetMapping("/")
    List<View> list(@CurrentUser User user) {
        return notes.readableBy(user.id().text()).stream()
                .map(note -> View.of(note, user))
                .toList();
    }

    @PostMapping("/")
    @ResponseStatus(HttpStatus.CREATED)
    View add(@CurrentUser User user, @RequestBody Draft draft) {
        long limit = user.tier().equals("premium") ? Long.MAX_VALUE : FREE_NOTES;
        return notes.add(user.id().text(), draft.checked(), limit)
                .map(note -> View.of(note, user))
                .orElseThrow(() -> Refusal.of(
                        HttpStatus.FORBIDDEN,
                        "upgrade_needed",
                        "Free users keep " + FREE_NOTES + " notes. Delete one, or get premium."));
    }

    @GetMapping("/{id}/")
    @Permit(value = NoteAccess.class, rule = SCOPE)
    View read(@CurrentUser User user, @PathVariable long id) {
        return View.of(objects.require(notes.find(id)), user);
    }

    @PutMapping("/{id}/")
    @Permit(value = NoteAccess.class, rule = SCOPE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void write(@PathVariable long id, @RequestBody Draft draft) {
        Note note = objects.require(notes.find(id));
        notes.write(note.id(), draft.checked());
    }

    @DeleteMapping("/{id}/")
    @Permit(value = NoteAccess.class, rule = SCOPE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        notes.delete(objects.require(notes.find(id)).id());
    }

    @PostMapping("/{id}/readers/")
    @Permit(value = NoteAccess.class, rule = SCOPE + " and HasTier(premium)")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void share(@PathVariable long id, @RequestBody Reader reader) {
        Note note = objects.require(notes.find(id));
        String name = reader.username() == null ? "" : reader.username();
        User found = keycard.users()
                .findByName(name)
                .orElseThrow(() -> Refusal.of(HttpStatus.BAD_REQUEST, "invalid", "There is no user of that name."));
        notes.share(note.id(), found.id().text());
    }

    @DeleteMapping("/{id}/readers/")
    @Permit(value = NoteAccess.class, rule = SCOPE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unshare(@PathVariable long id) {
        notes.unshare(objects.require(notes.find(id)).id());
    }
}
