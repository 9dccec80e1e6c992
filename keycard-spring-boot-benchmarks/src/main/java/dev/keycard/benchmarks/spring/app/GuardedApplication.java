package dev.keycard.benchmarks.spring.app;

import dev.keycard.authentication.Subject;
import dev.keycard.spring.AllowAny;
import dev.keycard.spring.CurrentUser;
import dev.keycard.spring.IsAuthenticated;
import dev.keycard.spring.Permit;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** With a starter of Keycard. With the one that has the engine, {@code bench.credentials} asks for credentials of a new user. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
public class GuardedApplication {

    public static void main(String[] arguments) {
        ConfigurableApplicationContext context = Started.start(GuardedApplication.class, arguments);
        if (context.getEnvironment().containsProperty("bench.credentials")) {
            NewCredentials.tell(context);
        }
        Started.ready(context);
    }

    @GetMapping("/api/me")
    @Permit(IsAuthenticated.class)
    Me me(@CurrentUser Subject user) {
        return new Me(user.id().toString());
    }

    @GetMapping("/open")
    @Permit(AllowAny.class)
    Me open() {
        return new Me("");
    }
}
