package dev.keycard.gate;

import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Request;
import dev.keycard.verifier.Verifier;
import dev.keycard.verifier.VerifierResult;
import dev.keycard.verifier.VerifierResult.Verified;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code Authorization: Bearer} (RFC 6750) in a program without a store: a {@link Verifier} decides, and the principal is made of
 * the token's claims. Refuses with {@code token_not_valid}, or with {@code unavailable} (503) while the verifier lacks keys or
 * revocations. Thread-safe.
 */
public final class BearerAuthenticator implements Authenticator {

    private static final String SCHEME = "Bearer";
    private static final Outcome NOT_ATTEMPTED = Outcome.NotAttempted.NOT_ATTEMPTED;
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Verifier verifier;

    /** The caller closes the verifier. */
    public BearerAuthenticator(Verifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public Optional<Outcome> recall(Request request) {
        return outcome(request, verifier::verifyFromMemory);
    }

    @Override
    public Outcome authenticate(Request request) {
        return outcome(request, token -> Optional.of(verifier.verify(token))).orElseThrow();
    }

    @Override
    public boolean readsHeader() {
        return true;
    }

    @Override
    public Optional<String> challenge() {
        return Optional.of("Bearer realm=\"api\"");
    }

    private static Optional<Outcome> outcome(Request request, Function<String, Optional<VerifierResult>> verify) {
        String header = request.header("Authorization");
        Optional<String> token = header == null ? Optional.empty() : HeaderCredential.of(header, SCHEME);
        if (token.isEmpty()) {
            return Optional.of(NOT_ATTEMPTED);
        }
        return HeaderCredential.isOneWord(token.get())
                ? verify.apply(token.get()).map(BearerAuthenticator::outcome)
                : Optional.of(new Outcome.Refused(new ApiError(ErrorCode.BAD_AUTHORIZATION_HEADER)));
    }

    private static Outcome outcome(VerifierResult result) {
        if (result instanceof Verified verified) {
            return new Outcome.Authenticated(verified.principal());
        }
        return new Outcome.Refused(
                result instanceof VerifierResult.Unavailable
                        ? ApiError.retryAfter(ErrorCode.UNAVAILABLE, RETRY)
                        : new ApiError(ErrorCode.TOKEN_NOT_VALID));
    }
}
