package dev.keycard.spring.test.notes;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;
import dev.keycard.permission.Permission;
import dev.keycard.user.User;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** A rule that is a bean, with a bean of its own. */
@Component
class NameBeginsWithA implements Permission {

    private final String prefix;

    NameBeginsWithA(Environment environment) {
        this.prefix = environment.getProperty("app.prefix", "a");
    }

    @Override
    public boolean permits(Request request, Principal principal) {
        return principal instanceof AuthenticatedPrincipal signedIn
                && User.of(signedIn).username().startsWith(prefix);
    }
}
