package dev.keycard.benchmarks.spring.app;

import dev.keycard.Keycard;
import dev.keycard.client.Client;
import dev.keycard.login.BeginResult;
import dev.keycard.staff.UserResult;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.Username;
import java.util.Set;
import org.springframework.context.ApplicationContext;

/** A credential of each kind. */
final class NewCredentials {

    private static final String PASSWORD = "quiet-Lantern-over-7-rivers";

    private NewCredentials() {}

    static void tell(ApplicationContext context) {
        Keycard keycard = context.getBean(Keycard.class);
        NewUser staff = NewUser.named(Username.of("alice")).withRights(true, false);
        User user = ((UserResult.Done) keycard.users().create(staff, PASSWORD)).user();
        Started.tell(
                "access", begun(keycard.tokens().issue(user, Client.unknown())).access());
        Started.tell(
                "session",
                begun(keycard.sessions().begin(user, Client.unknown())).secret());
        Started.tell("token", token(keycard, user, Set.of()));
        Started.tell("changes", token(keycard, user, Set.of("changes")));
    }

    private static <T> T begun(BeginResult<T> result) {
        return ((BeginResult.Begun<T>) result).value();
    }

    private static String token(Keycard keycard, User user, Set<String> scopes) {
        return keycard.apiTokens()
                .create(user, "", scopes, null)
                .orElseThrow()
                .secret()
                .reveal();
    }
}
