package dev.keycard.web.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.authentication.Principal;
import dev.keycard.authentication.RefusalReason;
import dev.keycard.gate.Authenticator;
import dev.keycard.gate.Outcome;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Request;
import dev.keycard.user.User;
import java.util.Optional;

/** What an authenticator gives for a request: from memory, in full, and from memory again, which must agree. */
record Outcomes(Authenticator authenticator) {

    /** Fails unless the credential is that user's. */
    void assertGood(Request request, User user) {
        assertThat(of(request))
                .isInstanceOfSatisfying(
                        Outcome.Authenticated.class,
                        good -> assertThat(User.of(good.principal()).id()).isEqualTo(user.id()));
    }

    /** Fails unless the next authenticator is asked. */
    void assertNotAttempted(Request request) {
        assertThat(of(request)).isEqualTo(Outcome.NotAttempted.NOT_ATTEMPTED);
    }

    /** Fails unless the request is refused with that code for that reason. */
    void assertRefused(Request request, ErrorCode code, RefusalReason reason) {
        assertThat(of(request)).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.error().code()).isEqualTo(code);
            assertThat(refused.reason()).isEqualTo(reason);
        });
    }

    /** The outcome that both ways agree about. */
    Outcome of(Request request) {
        Optional<Outcome> before = authenticator.authenticateFromMemory(request);
        Outcome inFull = authenticator.authenticate(request);
        before.ifPresent(outcome -> assertAgree(outcome, inFull));
        authenticator.authenticateFromMemory(request).ifPresent(outcome -> assertAgree(outcome, inFull));
        return inFull;
    }

    private static void assertAgree(Outcome fromMemory, Outcome inFull) {
        assertThat(describe(fromMemory)).as("from memory").isEqualTo(describe(inFull));
    }

    /** Refusals are compared by code and reason: each is a new object. */
    private static Object describe(Outcome outcome) {
        return outcome instanceof Outcome.Refused refused ? refused.error().code() + " " + refused.reason() : outcome;
    }

    /** The principal of an outcome that lets a request in. */
    static Principal principal(Outcome outcome) {
        return ((Outcome.Authenticated) outcome).principal();
    }
}
