package dev.keycard.spring.test.reactive;

import dev.keycard.authentication.Subject;
import dev.keycard.spring.AllowAny;
import dev.keycard.spring.CurrentUser;
import dev.keycard.spring.IsAdminUser;
import dev.keycard.spring.IsAuthenticated;
import dev.keycard.spring.Permit;
import dev.keycard.user.User;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
class LettersController {

    record Letter(String owner, String text) {}

    @GetMapping("/letters")
    @Permit(IsAuthenticated.class)
    Mono<Letter> letters(@CurrentUser User user) {
        return Mono.just(new Letter(user.username(), "hello"));
    }

    @PostMapping("/letters")
    @Permit(IsAuthenticated.class)
    Mono<Letter> write(@CurrentUser User user, @RequestBody Mono<String> text) {
        return text.map(written -> new Letter(user.username(), written));
    }

    @GetMapping("/drafts")
    @Permit(rule = "HasRole(editor)")
    Mono<Map<String, String>> drafts() {
        return Mono.just(Map.of("for", "editors"));
    }

    @GetMapping("/shared")
    @Permit(rule = "HasScope(letters)")
    Mono<Map<String, String>> shared() {
        return Mono.just(Map.of("for", "letters"));
    }

    @GetMapping("/all")
    @Permit(IsAdminUser.class)
    Mono<Map<String, String>> all() {
        return Mono.just(Map.of("for", "staff"));
    }

    @GetMapping("/public")
    @Permit(AllowAny.class)
    Mono<Map<String, String>> everybody(@CurrentUser Optional<Subject> user) {
        return Mono.just(Map.of("user", user.map(known -> known.id().toString()).orElse("anonymous")));
    }

    @GetMapping("/early")
    @Permit({IsAuthenticated.class, NameBeginsWithB.class})
    Mono<Map<String, String>> early() {
        return Mono.just(Map.of("for", "names with b"));
    }

    @GetMapping("/annotated")
    @PreAuthorize("hasRole('editor')")
    Mono<Map<String, String>> annotated() {
        return Mono.just(Map.of("for", "editors"));
    }

    @GetMapping("/unruled")
    Mono<Map<String, String>> unruled() {
        return Mono.just(Map.of("rule", "none"));
    }
}
