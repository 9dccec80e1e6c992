package dev.keycard.gate;

import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.HeaderNames;
import dev.keycard.http.Request;
import dev.keycard.verifier.Verifier;
import java.util.Optional;

/**
 * {@code Authorization: Bearer} (RFC 6750): reads the token from the header, and lets {@link BearerTokens} decide about it.
 * Refuses a malformed header with {@code bad_authorization_header}. Thread-safe.
 */
public final class BearerAuthenticator implements Authenticator {

    private static final String SCHEME = "Bearer";
    private static final Optional<Outcome> NOT_ATTEMPTED = Optional.of(Outcome.NotAttempted.NOT_ATTEMPTED);
    private static final Optional<Outcome> MALFORMED = Optional.of(
            new Outcome.Refused(new ApiError(ErrorCode.BAD_AUTHORIZATION_HEADER), CredentialError.MALFORMED));

    private final BearerTokens tokens;

    public BearerAuthenticator(BearerTokens tokens) {
        this.tokens = tokens;
    }

    /** For a program without a store: the verifier decides. The caller closes the verifier. */
    public BearerAuthenticator(Verifier verifier) {
        this(new VerifiedBearerTokens(verifier));
    }

    @Override
    public String scheme() {
        return "jwt";
    }

    @Override
    public Optional<Outcome> authenticateFromMemory(Request request) {
        Optional<String> token = token(request);
        if (token.isEmpty()) {
            return NOT_ATTEMPTED;
        }
        return HeaderCredential.isOneWord(token.get()) ? tokens.authenticateFromMemory(token.get()) : MALFORMED;
    }

    @Override
    public Outcome authenticate(Request request) {
        return token(request)
                .map(token -> HeaderCredential.isOneWord(token) ? tokens.authenticate(token) : MALFORMED.get())
                .orElse(Outcome.NotAttempted.NOT_ATTEMPTED);
    }

    @Override
    public boolean readsHeader() {
        return true;
    }

    @Override
    public Optional<String> challenge() {
        return Optional.of("Bearer realm=\"api\"");
    }

    private static Optional<String> token(Request request) {
        String header = request.header(HeaderNames.AUTHORIZATION);
        return header == null ? Optional.empty() : HeaderCredential.of(header, SCHEME);
    }
}
