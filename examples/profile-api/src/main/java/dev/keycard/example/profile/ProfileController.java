package dev.keycard.example.profile;

import dev.keycard.spring.CurrentUser;
import dev.keycard.spring.IsAuthenticated;
import dev.keycard.spring.Permit;
import dev.keycard.user.User;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The profile of the user who calls. */
@RestController
class ProfileController {

    record Profile(String username, String email) {}

    @GetMapping("/api/profile/")
    @Permit(IsAuthenticated.class)
    Profile profile(@CurrentUser User user) {
        return new Profile(user.username(), user.email());
    }
}
