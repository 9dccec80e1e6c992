package dev.keycard.web.tokencookie;

import dev.keycard.http.Request;
import dev.keycard.http.Response;
import dev.keycard.id.TimeId;
import org.jspecify.annotations.Nullable;

/**
 * How tokens travel between Keycard and a client: in bodies, or in a browser's cookies. What the tokens are worth is decided
 * elsewhere. Each method refuses by throwing an {@link dev.keycard.http.ApiError}. Thread-safe.
 */
public interface TokenTransport {

    /** Whether a browser presents the refresh token by itself, so that it has to be signed out by us. */
    boolean usesCookies();

    /** Refuses a sign-in whose answer could be forced upon a browser. Asked before the password is looked at. */
    void admitSignIn(Request request);

    /** The way that a request with a refresh token came, which is the way that its answer goes back. */
    TokenTransport of(Request request);

    /** The refresh token that the request presents, unchecked. */
    String refreshToken(Request request);

    /** Refuses a request that another site could have sent, once it is known which login it is about. */
    void check(Request request, TimeId login);

    /**
     * The answer that hands tokens over.
     *
     * @param refresh null if the client keeps the one it has
     */
    Response handOver(Request request, TimeId login, String access, @Nullable String refresh);
}
