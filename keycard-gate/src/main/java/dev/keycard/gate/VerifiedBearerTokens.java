package dev.keycard.gate;

import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.verifier.Verifier;
import dev.keycard.verifier.VerifierResult;
import java.time.Duration;
import java.util.Optional;

/**
 * Lets a {@link Verifier} decide about tokens; the principal is made of the token's claims. Refuses with {@code token_not_valid},
 * or with {@code unavailable} (503) while the verifier lacks keys or revocations. Thread-safe.
 */
final class VerifiedBearerTokens implements BearerTokens {

    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Verifier verifier;

    VerifiedBearerTokens(Verifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public Optional<Outcome> authenticateFromMemory(String token) {
        return verifier.verifyFromMemory(token).map(VerifiedBearerTokens::outcome);
    }

    @Override
    public Outcome authenticate(String token) {
        return outcome(verifier.verify(token));
    }

    private static Outcome outcome(VerifierResult result) {
        if (result instanceof VerifierResult.Verified verified) {
            return new Outcome.Authenticated(verified.principal());
        }
        if (result instanceof VerifierResult.Unavailable unavailable) {
            return new Outcome.Refused(ApiError.retryAfter(ErrorCode.UNAVAILABLE, RETRY), unavailable.missing());
        }
        return new Outcome.Refused(
                new ApiError(ErrorCode.TOKEN_NOT_VALID),
                result instanceof VerifierResult.Revoked revoked
                        ? revoked.cause()
                        : ((VerifierResult.Invalid) result).error());
    }
}
