package dev.keycard.spring.page;

import dev.keycard.spring.IsAuthenticated;
import dev.keycard.spring.ObjectGuard;
import dev.keycard.spring.Permit;
import dev.keycard.spring.app.Note;
import dev.keycard.spring.app.OwnsNote;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class NotesController {

    private final ObjectGuard objects;
    private final Notes notes = id -> new Note("ada", "note " + id);

    NotesController(ObjectGuard objects) {
        this.objects = objects;
    }

    interface Notes {
        Note find(long id);
    }

    @GetMapping("/notes/{id}")
    @Permit({IsAuthenticated.class, OwnsNote.class})
    Note note(@PathVariable long id) {
        return objects.require(notes.find(id));
    }
}
