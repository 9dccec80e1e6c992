package dev.keycard.spring.test.orders;

import dev.keycard.authentication.Subject;
import dev.keycard.spring.CurrentUser;
import dev.keycard.spring.IsAdminUser;
import dev.keycard.spring.Permit;
import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
public class OrdersApplication {

    @RestController
    static class Orders {

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
    }
}
