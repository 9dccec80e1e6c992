package dev.keycard.spring.page;

import dev.keycard.spring.IsAuthenticated;
import dev.keycard.spring.ObjectGuard;
import dev.keycard.spring.Permit;
import dev.keycard.spring.app.Note;
import dev.keycard.spring.app.OwnsNote;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class NotesController {

    private final ObjectGuard objects;
    private final Notes notes = id -> Optional.of(new Note("ada", "note " + id)).filter(note -> id < 10);

    NotesController(ObjectGuard objects) {
        this.objects = objects;
    }

    interface Notes {
        Optional<Note> find(long id);
    }

    @GetMapping("/notes/{id}")
    @Permit({IsAuthenticated.class, OwnsNote.class})
    Note note(@PathVariable long id) {
        return objects.require(notes.find(id));
    }
}
