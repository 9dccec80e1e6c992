package dev.keycard.example.notes;

import dev.keycard.spring.Permit;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * All notes of all users, for a job at night. Its user has the role {@code exporter}; its API token has the scope {@code
 * notes:export}, and is of no use anywhere else.
 */
@RestController
class ExportController {

    private final Notes notes;

    ExportController(Notes notes) {
        this.notes = notes;
    }

    @GetMapping("/api/export/")
    @Permit(rule = "HasRole(exporter) and HasScope(notes:export)")
    List<Note> export() {
        return notes.all();
    }
}
