package dev.keycard.verifier;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.authentication.RefusalReason;
import dev.keycard.jwt.JwtError;
import dev.keycard.jwt.VerifiedToken;

/** The result of verifying an access token at this moment. Immutable. */
public sealed interface VerifierResult {

    /**
     * The token is genuine and not revoked.
     *
     * @param token with its claims
     * @param principal the token's user for permissions, made from the claims
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

    /** No token can be verified now: answer with 503. The client should try again. */
    record Unavailable(Missing missing) implements VerifierResult {}

    /** Why a genuine token is revoked. */
    enum Cause implements RefusalReason {
        /** Its login was ended, or all logins of its user were ended. */
        LOGIN_ENDED,
        /** Its user changed since it was issued, so its rights may be outdated. A refreshed token has the present ones. */
        USER_CHANGED,
        /** It is older than the revocations that the verifier keeps. */
        TOO_OLD
    }

    /** What the verifier is missing. */
    enum Missing implements RefusalReason {
        /** It has no keys of the issuer, has failed to read them for too long, or is reading them now. */
        KEYS,
        /** It has failed to read revocations for longer than {@code maxStaleness}. */
        REVOCATIONS;

        @Override
        public String label() {
            return "no_" + RefusalReason.super.label();
        }
    }
}
