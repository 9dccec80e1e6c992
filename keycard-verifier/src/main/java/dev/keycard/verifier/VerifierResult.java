package dev.keycard.verifier;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.jwt.JwtError;
import dev.keycard.jwt.VerifiedToken;

/** Whether an access token is good at this moment. Immutable. */
public sealed interface VerifierResult {

    /**
     * The token is genuine, and nothing is known that ended it.
     *
     * @param token with its claims
     * @param principal the token's user as permissions see them, made of the claims
     */
    record Verified(VerifiedToken token, AuthenticatedPrincipal principal) implements VerifierResult {

        static Verified of(VerifiedToken token) {
            return new Verified(token, new AuthenticatedPrincipal(new TokenSubject(token), credential(token)));
        }

        static Credential credential(VerifiedToken token) {
            return new Credential.AccessToken(token.sid(), token.authTime());
        }
    }

    /** The token is genuine, but must not be accepted any more. Its client should refresh it, or sign in again. */
    record Revoked(Cause cause) implements VerifierResult {}

    /** The token is not genuine, has expired, or is meant for somebody else. */
    record Invalid(JwtError error) implements VerifierResult {}

    /** Nothing can be said about any token now: to be answered by 503. The client should try again. */
    record Unavailable(Missing missing) implements VerifierResult {}

    /** Why a genuine token is not good. */
    enum Cause {
        /** Its login was ended, or all logins of its user were. */
        LOGIN_ENDED,
        /** Its user changed since it was issued, so what it says of their rights may be wrong. A refreshed token is right. */
        USER_CHANGED,
        /** It is older than the revocations that the verifier remembers. */
        TOO_OLD
    }

    /** What the verifier lacks. */
    enum Missing {
        /** It has no keys of the issuer, or has not been able to read them for too long, or is just reading them. */
        KEYS,
        /** It has not been able to read revocations for longer than {@code maxStaleness}. */
        REVOCATIONS
    }
}
