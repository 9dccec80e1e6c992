package dev.keycard.web.signin;

import dev.keycard.api.Internal;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.authentication.RefusalReason;
import dev.keycard.gate.Authenticator;
import dev.keycard.gate.CredentialError;
import dev.keycard.gate.HeaderCredential;
import dev.keycard.gate.Outcome;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.HeaderNames;
import dev.keycard.http.Request;
import dev.keycard.route.Clients;
import dev.keycard.signin.NameAndPassword;
import dev.keycard.signin.SignIn;
import dev.keycard.signin.SignInResult;
import dev.keycard.web.csrf.Csrf;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code Authorization: Basic} (RFC 7617): a name and a password with every request. Each costs a hash, by design: nothing that
 * verifies faster than the hash is kept in memory. Thread-safe.
 */
@Internal
public final class BasicAuthenticator implements Authenticator {

    private static final Outcome MALFORMED = refused(CredentialError.MALFORMED);

    private static final Outcome FROM_ANOTHER_SITE =
            new Outcome.Refused(new ApiError(ErrorCode.CSRF_FAILED), CredentialError.CSRF_FAILED);

    private final SignIn signIn;
    private final Csrf csrf;

    /** @param csrf knows other sites: browsers send a password that they were given with every request */
    public BasicAuthenticator(SignIn signIn, Csrf csrf) {
        this.signIn = signIn;
        this.csrf = csrf;
    }

    @Override
    public String scheme() {
        return "basic";
    }

    @Override
    public Optional<Outcome> authenticateFromMemory(Request request) {
        Optional<String> credential = credential(request);
        if (credential.isEmpty()) {
            return Optional.of(Outcome.NotAttempted.NOT_ATTEMPTED);
        }
        if (read(credential.get()) == null) {
            return Optional.of(MALFORMED);
        }
        return isOfAnotherSite(request) ? Optional.of(FROM_ANOTHER_SITE) : Optional.empty();
    }

    @Override
    public Outcome authenticate(Request request) {
        Optional<String> credential = credential(request);
        if (credential.isEmpty()) {
            return Outcome.NotAttempted.NOT_ATTEMPTED;
        }
        NameAndPassword presented = read(credential.get());
        if (presented == null) {
            return MALFORMED;
        }
        return isOfAnotherSite(request) ? FROM_ANOTHER_SITE : signIn(presented, request);
    }

    private boolean isOfAnotherSite(Request request) {
        return !request.isSafe() && !csrf.comesFromThisSite(request);
    }

    private Outcome signIn(NameAndPassword presented, Request request) {
        SignInResult result = signIn.withPassword(presented, Clients.of(request));
        if (result instanceof SignInResult.Refused) {
            // The audit has the reason. In a metric, it would show which names exist.
            return refused(CredentialError.BAD_CREDENTIALS);
        }
        return SignInAnswers.user(result)
                .<Outcome>map(
                        known -> new Outcome.Authenticated(new AuthenticatedPrincipal(known, new Credential.Basic())))
                .orElseGet(() -> refused(CredentialError.FURTHER_FACTOR_DUE));
    }

    private static Outcome refused(RefusalReason reason) {
        return new Outcome.Refused(new ApiError(ErrorCode.AUTHENTICATION_FAILED), reason);
    }

    @Override
    public boolean readsHeader() {
        return true;
    }

    @Override
    public Optional<String> challenge() {
        return Optional.of("Basic realm=\"api\", charset=\"UTF-8\"");
    }

    private static Optional<String> credential(Request request) {
        return Optional.ofNullable(request.header(HeaderNames.AUTHORIZATION))
                .flatMap(header -> HeaderCredential.of(header, "Basic"));
    }

    private static @Nullable NameAndPassword read(String credential) {
        if (!HeaderCredential.isOneWord(credential)) {
            return null;
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(credential);
            // The platform's decoder lets missing padding and stray bits pass.
            if (!Base64.getEncoder().encodeToString(bytes).equals(credential)) {
                return null;
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            int colon = text.indexOf(':');
            return colon < 0 ? null : new NameAndPassword(text.substring(0, colon), text.substring(colon + 1));
        } catch (IllegalArgumentException | CharacterCodingException malformed) {
            return null;
        }
    }
}
