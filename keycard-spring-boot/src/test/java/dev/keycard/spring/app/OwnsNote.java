package dev.keycard.spring.app;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;
import dev.keycard.permission.ObjectPermission;
import dev.keycard.user.User;
import org.springframework.stereotype.Component;

@Component
public class OwnsNote extends ObjectPermission<Note> {

    public OwnsNote() {
        super(Note.class);
    }

    @Override
    protected boolean allows(Request request, Principal principal, Note note) {
        return principal instanceof AuthenticatedPrincipal signedIn
                && User.of(signedIn).username().equals(note.owner());
    }
}
