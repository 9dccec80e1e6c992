package dev.keycard.spring.members;

import dev.keycard.spring.CurrentUser;
import dev.keycard.spring.IsAuthenticated;
import dev.keycard.spring.Permit;
import dev.keycard.user.User;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class MemberController {

    @GetMapping("/me")
    @Permit(IsAuthenticated.class)
    Map<String, String> me(@CurrentUser User user) {
        return Map.of("id", user.id().text(), "plan", user.tier());
    }
}
