package dev.keycard.spring.page;

import dev.keycard.spring.AllowAny;
import dev.keycard.spring.Permit;
import dev.keycard.spring.Throttled;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Throttled("notes")
class NoteListController {

    @GetMapping("/notes")
    @Permit(AllowAny.class)
    String notes() {
        return "notes";
    }
}
