package dev.keycard.spring.test.reactive;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;
import dev.keycard.permission.Permission;
import dev.keycard.user.User;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** A rule that is a bean, with a bean of its own. */
@Component
class NameBeginsWithB implements Permission {

    private final String prefix;

    NameBeginsWithB(Environment environment) {
        this.prefix = environment.getProperty("app.prefix", "b");
    }

    @Override
    public boolean permits(Request request, Principal principal) {
        return principal instanceof AuthenticatedPrincipal signedIn
                && User.of(signedIn).username().startsWith(prefix);
    }
}
