package dev.keycard.spring;

import dev.keycard.api.Internal;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.gate.HeaderCredential;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/**
 * The access token of a request, for calls to other services while the request is answered. It is in the {@link
 * KeycardAuthentication} of the request, in no text and in no serialized form. Thread-safe.
 */
@Internal
public final class CallerToken {

    private volatile @Nullable String token;

    private CallerToken(String token) {
        this.token = token;
    }

    /**
     * That of a request; null if it has no access token. Other credentials are never sent on: a session and a password are for
     * this application alone, and an API token is one that only its issuer can check.
     *
     * @param authorization the header
     */
    public static @Nullable CallerToken of(AuthenticatedPrincipal principal, @Nullable String authorization) {
        if (authorization == null || !(principal.credential() instanceof Credential.AccessToken)) {
            return null;
        }
        return HeaderCredential.of(authorization, "Bearer")
                .map(CallerToken::new)
                .orElse(null);
    }

    /** That of an authentication; null if it has none. */
    public static @Nullable CallerToken of(@Nullable Authentication authentication) {
        return authentication instanceof KeycardAuthentication known ? known.caller() : null;
    }

    /** The authentication of a request with this token. */
    public KeycardAuthentication authentication(AuthenticatedPrincipal principal) {
        return new KeycardAuthentication(principal, this);
    }

    /**
     * The value of the header for another service.
     *
     * @throws IllegalStateException if the request is over
     */
    public String header() {
        String known = token;
        if (known == null) {
            throw new IllegalStateException("the request whose token would be sent is over:"
                    + " begin calls to other services before its answer is complete");
        }
        return "Bearer " + known;
    }

    /** Forgets it: the request is over. */
    public void forget() {
        token = null;
    }

    @Override
    public String toString() {
        return "CallerToken[" + (token == null ? "forgotten" : "kept") + "]";
    }
}
