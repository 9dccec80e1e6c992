package dev.keycard.spring.resource;

import dev.keycard.authentication.Subject;
import dev.keycard.spring.AllowAny;
import dev.keycard.spring.CurrentUser;
import dev.keycard.spring.IsAdminUser;
import dev.keycard.spring.Permit;
import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Orders of users whom another server knows. */
@SpringBootApplication
@RestController
public class OrdersApplication {

    @GetMapping("/orders")
    Map<String, String> orders(@CurrentUser Subject user) {
        return Map.of("orders_of", user.id().toString());
    }

    @GetMapping("/premium")
    @Permit(rule = "HasTier(premium)")
    Map<String, String> premium() {
        return Map.of("tier", "premium");
    }

    @GetMapping("/all")
    @Permit(IsAdminUser.class)
    Map<String, String> all() {
        return Map.of("orders", "all");
    }

    @GetMapping("/about")
    @Permit(AllowAny.class)
    Map<String, String> about() {
        return Map.of("service", "orders");
    }
}
