package dev.keycard.example.profile;

import dev.keycard.Keycard;
import dev.keycard.user.NewUser;
import dev.keycard.user.Username;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/**
 * Users to try it with, where {@code first-users.password} is set: {@code ada} has the tier premium, {@code bob} the tier free,
 * and {@code grace} is of the staff.
 */
@Component
class FirstUsers implements ApplicationRunner {

    private final Keycard keycard;
    private final String password;

    FirstUsers(Keycard keycard, @Value("${first-users.password:}") String password) {
        this.keycard = keycard;
        this.password = password;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (!password.isEmpty()) {
            create(user("ada", "premium"));
            create(user("bob", "free"));
            create(user("grace", "free").withRights(true, false));
        }
    }

    private static NewUser user(String name, String tier) {
        return NewUser.named(Username.of(name))
                .withEmail(name + "@example.org")
                .with(user -> user.toBuilder().tier(tier).build());
    }

    /** Users who exist already stay as they are. */
    private void create(NewUser user) {
        keycard.users().create(user, password);
    }
}
