package dev.keycard.spring.page;

import dev.keycard.spring.CurrentUser;
import dev.keycard.spring.IsAuthenticated;
import dev.keycard.spring.Permit;
import dev.keycard.user.User;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ProfileController {

    record Profile(String username, String email) {}

    @GetMapping("/api/me/")
    @Permit(IsAuthenticated.class)
    Profile profile(@CurrentUser User user) {
        return new Profile(user.username(), user.email());
    }
}
