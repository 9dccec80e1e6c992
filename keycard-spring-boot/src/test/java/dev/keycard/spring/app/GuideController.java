package dev.keycard.spring.app;

import dev.keycard.spring.AllowAny;
import dev.keycard.spring.CurrentUser;
import dev.keycard.spring.IsAdminUser;
import dev.keycard.spring.IsAuthenticated;
import dev.keycard.spring.ObjectGuard;
import dev.keycard.spring.Permit;
import dev.keycard.user.User;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Endpoints with and without rules. */
@RestController
public class GuideController {

    private final ObjectGuard objects;

    GuideController(ObjectGuard objects) {
        this.objects = objects;
    }

    /** What an endpoint shows of a user. */
    public record Profile(String username, String email) {}

    @GetMapping("/api/me/")
    @Permit(IsAuthenticated.class)
    Profile profile(@CurrentUser User user) {
        return new Profile(user.username(), user.email());
    }

    @GetMapping("/public")
    @Permit(AllowAny.class)
    Map<String, String> everybody(@CurrentUser Optional<User> user) {
        return Map.of("user", user.map(User::username).orElse("anonymous"));
    }

    @GetMapping("/report")
    @Permit(IsAdminUser.class)
    Map<String, String> report() {
        return Map.of("report", "all");
    }

    @GetMapping("/editors")
    @Permit(rule = "HasRole(editor)")
    Map<String, String> editors() {
        return Map.of("for", "editors");
    }

    @GetMapping("/job")
    @Permit(rule = "HoldsScope(job)")
    Map<String, String> job() {
        return Map.of("for", "jobs");
    }

    @GetMapping("/unruled")
    Map<String, String> unruled() {
        return Map.of("rule", "none");
    }

    @PostMapping("/echo")
    Map<String, Integer> echo(@RequestBody String body) {
        return Map.of("length", body.length());
    }

    @GetMapping("/notes/{owner}")
    @Permit({IsAuthenticated.class, OwnsNote.class})
    Note note(@PathVariable String owner) {
        return objects.require(new Note(owner, "hello"));
    }

    @GetMapping("/careless/{owner}")
    @Permit({IsAuthenticated.class, OwnsNote.class})
    Note careless(@PathVariable String owner) {
        return new Note(owner, "hello");
    }

    @GetMapping("/later")
    @Permit(IsAuthenticated.class)
    Callable<Map<String, String>> later(@CurrentUser User user) {
        return () -> Map.of("user", user.username());
    }

    @GetMapping("/stream")
    @Permit(IsAuthenticated.class)
    StreamingResponseBody stream() {
        return out -> out.write(new byte[100_000]);
    }

    @GetMapping("/fails")
    @Permit(IsAuthenticated.class)
    String fails() {
        throw new IllegalStateException("on purpose");
    }
}
