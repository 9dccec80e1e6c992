package dev.keycard.faults.journal;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a node answered. Immutable.
 *
 * @param status the HTTP status; 0 if there was no answer
 * @param code the code of a refusal
 * @param user the id of the user whose profile was answered
 * @param name the first name in it
 * @param issued the credentials in it
 */
public record Answer(
        int status,
        @Nullable String code,
        @Nullable String user,
        @Nullable String name,
        List<Credential> issued) {

    /** No answer: what was asked may or may not have happened, or may happen later. */
    public static final Answer LOST = new Answer(0, null, null, null, List.of());

    /** A status, and nothing else that matters. */
    public static Answer of(int status) {
        return new Answer(status, null, null, null, List.of());
    }

    /** An answer that issues credentials. */
    public static Answer issuing(Credential... credentials) {
        return new Answer(200, null, null, null, List.of(credentials));
    }

    /** A profile. */
    public static Answer profile(String user, String name) {
        return new Answer(200, null, user, name, List.of());
    }

    /** Whether it acknowledges that the act has happened. */
    public boolean isSuccess() {
        return status / 100 == 2;
    }

    /** Whether the act may have happened, or may happen later, without an acknowledgement. */
    public boolean isUnknown() {
        return status == 0 || status >= 500;
    }

    /** Whether the credential or the password was refused. */
    public boolean isRefusal() {
        return status == 401 && !"reauthentication_required".equals(code);
    }

    /** The credential of a kind in it. */
    public Optional<Credential> issued(Credential.Kind kind) {
        return issued.stream().filter(credential -> credential.kind() == kind).findFirst();
    }
}
