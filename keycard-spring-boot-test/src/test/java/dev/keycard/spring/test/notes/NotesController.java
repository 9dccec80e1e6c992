package dev.keycard.spring.test.notes;

import dev.keycard.spring.CurrentUser;
import dev.keycard.spring.IsAdminUser;
import dev.keycard.spring.IsAuthenticated;
import dev.keycard.spring.Permit;
import dev.keycard.spring.Throttled;
import dev.keycard.user.User;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class NotesController {

    record Note(String owner, String text) {}

    @GetMapping("/notes")
    @Permit(IsAuthenticated.class)
    Note notes(@CurrentUser User user) {
        return new Note(user.username(), "hello");
    }

    @PostMapping("/notes")
    @Permit(IsAuthenticated.class)
    Note write(@CurrentUser User user, @RequestBody String text) {
        return new Note(user.username(), text);
    }

    @GetMapping("/search")
    @Throttled("search")
    @Permit(IsAuthenticated.class)
    Map<String, String> search() {
        return Map.of("found", "nothing");
    }

    @GetMapping("/drafts")
    @Permit(rule = "HasRole(editor)")
    Map<String, String> drafts() {
        return Map.of("for", "editors");
    }

    @GetMapping("/export")
    @Permit(rule = "HasTier(premium)")
    Map<String, String> export() {
        return Map.of("for", "premium");
    }

    @GetMapping("/shared")
    @Permit(rule = "HasScope(notes)")
    Map<String, String> shared() {
        return Map.of("for", "notes");
    }

    @GetMapping("/users")
    @Permit(IsAdminUser.class)
    Map<String, String> users() {
        return Map.of("for", "staff");
    }

    @GetMapping("/early")
    @Permit({IsAuthenticated.class, NameBeginsWithA.class})
    Map<String, String> early() {
        return Map.of("for", "names with a");
    }

    @GetMapping("/unruled")
    Map<String, String> unruled() {
        return Map.of("rule", "none");
    }
}
