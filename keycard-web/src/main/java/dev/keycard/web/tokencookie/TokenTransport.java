package dev.keycard.web.tokencookie;

import dev.keycard.api.Internal;
import dev.keycard.http.Request;
import dev.keycard.http.Response;
import dev.keycard.id.TimeId;
import org.jspecify.annotations.Nullable;

/**
 * How tokens are transported between Keycard and a client: in bodies, or in a browser's cookies. Does not check the tokens.
 * Each method refuses by throwing an {@link dev.keycard.http.ApiError}. Thread-safe.
 */
@Internal
public interface TokenTransport {

    /** Whether a browser sends the refresh token by itself, so that the server must offer an endpoint to sign out. */
    boolean usesCookies();

    /** Refuses a sign-in that another site may have caused. Called before the password is checked. */
    void admitSignIn(Request request);

    /** The transport of the refresh token in a request, which is also used for the answer. */
    TokenTransport of(Request request);

    /** The refresh token that the request presents, unchecked. */
    String refreshToken(Request request);

    /** Refuses a request that another site may have sent. Called when its login is known. */
    void check(Request request, TimeId login);

    /**
     * The answer with the tokens.
     *
     * @param refresh null if the client keeps the one it has
     */
    Response handOver(Request request, TimeId login, String access, @Nullable String refresh);
}
