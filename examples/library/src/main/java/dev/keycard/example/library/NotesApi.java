package dev.keycard.example.library;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.sun.net.httpserver.HttpExchange;
import dev.keycard.Keycard;
import dev.keycard.client.Client;
import dev.keycard.example.library.JsonServer.Answer;
import dev.keycard.example.library.JsonServer.Endpoint;
import dev.keycard.id.UserId;
import dev.keycard.jwt.VerifiedToken;
import dev.keycard.login.BeginResult;
import dev.keycard.login.RefreshResult;
import dev.keycard.login.TokenPair;
import dev.keycard.login.VerifyResult;
import dev.keycard.signin.SignInResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Notes that each user keeps for themselves. The engine signs users in and says whose a token is; everything of HTTP is here.
 * {@code POST /sign-in}, {@code /refresh} and {@code /sign-out}; {@code GET /notes}; {@code POST /notes/add}. Thread-safe.
 */
public final class NotesApi implements AutoCloseable {

    private static final String BEARER = "Bearer ";

    record Credentials(String name, String password) {
        Credentials {
            requireNonNull(name);
            requireNonNull(password);
        }
    }

    record Presented(String refresh) {
        Presented {
            requireNonNull(refresh);
        }
    }

    record Note(String text) {
        Note {
            requireNonNull(text);
        }
    }

    @FunctionalInterface
    private interface SignedInEndpoint {
        Answer answer(HttpExchange exchange, VerifiedToken token) throws IOException;
    }

    private final Keycard keycard;
    private final JsonServer server;
    private final Map<UserId, List<String>> notes = new ConcurrentHashMap<>();

    /** Starts to listen on loopback; port 0 chooses a free one. The caller closes this, and then the engine. */
    public NotesApi(Keycard keycard, int port) throws IOException {
        this.keycard = keycard;
        this.server = new JsonServer(port)
                .on("POST", "/sign-in", this::signIn)
                .on("POST", "/refresh", this::refresh)
                .on("POST", "/sign-out", signedIn(this::signOut))
                .on("GET", "/notes", signedIn(this::list))
                .on("POST", "/notes/add", signedIn(this::add))
                .start();
    }

    public int port() {
        return server.port();
    }

    private Answer signIn(HttpExchange exchange) throws IOException {
        Credentials presented = server.body(exchange, Credentials.class);
        Client client = client(exchange);
        SignInResult result = keycard.signIn().withPassword(presented.name(), presented.password(), client);
        if (result instanceof SignInResult.SignedIn signedIn) {
            BeginResult<TokenPair> begun = keycard.tokens().issue(signedIn.user(), client);
            return begun instanceof BeginResult.Begun<TokenPair> pair ? pair(pair.value()) : refused();
        }
        if (result instanceof SignInResult.Throttled throttled) {
            return later(exchange, 429, throttled.retryAfter());
        }
        return result instanceof SignInResult.Busy busy ? later(exchange, 503, busy.retryAfter()) : refused();
    }

    private Answer refresh(HttpExchange exchange) throws IOException {
        Presented presented = server.body(exchange, Presented.class);
        RefreshResult result = keycard.tokens().refresh(presented.refresh(), client(exchange));
        if (result instanceof RefreshResult.Refreshed refreshed) {
            return pair(refreshed.pair());
        }
        return result instanceof RefreshResult.Throttled throttled
                ? later(exchange, 429, throttled.retryAfter())
                : Answer.error(401, "sign in again");
    }

    private Answer signOut(HttpExchange exchange, VerifiedToken token) {
        keycard.logins().revoke(requireNonNull(token.sid()), client(exchange));
        return new Answer(200, Map.of());
    }

    private Answer list(HttpExchange exchange, VerifiedToken token) {
        return new Answer(200, Map.of("notes", notes.getOrDefault(token.userId(), List.of())));
    }

    private Answer add(HttpExchange exchange, VerifiedToken token) throws IOException {
        Note note = server.body(exchange, Note.class);
        notes.computeIfAbsent(token.userId(), user -> new CopyOnWriteArrayList<>())
                .add(note.text());
        return new Answer(201, Map.of());
    }

    /** An endpoint for those who present an access token of a live login. */
    private Endpoint signedIn(SignedInEndpoint endpoint) {
        return exchange -> {
            String header = requireNonNullElse(JsonServer.header(exchange, "Authorization"), "");
            String token = header.startsWith(BEARER) ? header.substring(BEARER.length()) : "";
            if (keycard.tokens().verify(token) instanceof VerifyResult.Verified verified) {
                return endpoint.answer(exchange, verified.token());
            }
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
            return Answer.error(401, "present an access token");
        };
    }

    private static Client client(HttpExchange exchange) {
        String address = exchange.getRemoteAddress().getAddress().getHostAddress();
        return new Client(address, requireNonNullElse(JsonServer.header(exchange, "User-Agent"), ""), "");
    }

    private static Answer pair(TokenPair pair) {
        return new Answer(200, Map.of("access", pair.access(), "refresh", pair.refresh()));
    }

    private static Answer refused() {
        return Answer.error(401, "no active account has this name and password");
    }

    private static Answer later(HttpExchange exchange, int status, Duration wait) {
        exchange.getResponseHeaders().set("Retry-After", String.valueOf(wait.toSeconds() + 1));
        return Answer.error(status, "try again later");
    }

    @Override
    public void close() {
        server.close();
    }
}
