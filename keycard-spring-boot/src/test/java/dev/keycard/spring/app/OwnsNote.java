package dev.keycard.spring.app;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;
import dev.keycard.permission.Decision;
import dev.keycard.permission.Permission;
import dev.keycard.user.User;
import org.springframework.stereotype.Component;

/** Permits the owner of a note; a bean. */
@Component
public class OwnsNote implements Permission {

    private static final Permission RULE = Permission.ofObject(
            Note.class,
            (request, principal, note) -> principal instanceof AuthenticatedPrincipal signedIn
                    && ((User) signedIn.subject()).username().equals(note.owner()));

    @Override
    public boolean permits(Request request, Principal principal) {
        return RULE.permits(request, principal);
    }

    @Override
    public Decision decide(Request request, Principal principal) {
        return RULE.decide(request, principal);
    }

    @Override
    public Decision decide(Request request, Principal principal, Object object) {
        return RULE.decide(request, principal, object);
    }
}
