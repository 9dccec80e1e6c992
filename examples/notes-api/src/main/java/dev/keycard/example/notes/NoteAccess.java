package dev.keycard.example.notes;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;
import dev.keycard.permission.ObjectPermission;
import org.springframework.stereotype.Component;

/** Owners do everything with their notes; users with whom a note is shared read it. */
@Component
final class NoteAccess extends ObjectPermission<Note> {

    NoteAccess() {
        super(Note.class);
    }

    @Override
    protected boolean allows(Request request, Principal principal, Note note) {
        if (!(principal instanceof AuthenticatedPrincipal signedIn)) {
            return false;
        }
        String user = signedIn.subject().id().text();
        return note.owner().equals(user) || (request.isSafe() && note.readers().contains(user));
    }
}
