package dev.keycard.faults.traffic;

import dev.keycard.faults.journal.Act;
import dev.keycard.faults.journal.Answer;
import dev.keycard.faults.journal.Credential;
import dev.keycard.faults.journal.Credential.Kind;
import dev.keycard.faults.journal.Exchange;
import dev.keycard.faults.journal.Journal;
import dev.keycard.faults.traffic.Wire.Reply;
import dev.keycard.faults.traffic.Wire.Request;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Does what a client does at a node, and writes it into the journal. Thread-safe. */
public final class Api {

    private final Wire wire;
    private final Journal journal;

    /**
     * @param origins of the nodes, by their index
     * @param patience how long an answer is waited for
     */
    public Api(List<String> origins, Duration patience, Journal journal) {
        this.wire = new Wire(origins, patience);
        this.journal = journal;
    }

    /** Asks for a pair of tokens. */
    public Exchange signIn(int node, Member member, String password) throws InterruptedException {
        return send(
                node,
                new Act.SignIn(member.id(), password),
                Request.post("/api/token/", json("username", member.name(), "password", password)),
                reply -> Issued.pair(reply, journal.now()));
    }

    /** Exchanges a refresh token. */
    public Exchange refresh(int node, Credential token) throws InterruptedException {
        return send(
                node,
                new Act.Refresh(token),
                Request.post("/api/token/refresh/", json("refresh", token.secret())),
                reply -> Issued.pair(reply, journal.now()));
    }

    /** Ends the login of a refresh token. */
    public Exchange endLogin(int node, Credential token) throws InterruptedException {
        return send(
                node,
                new Act.EndLogin(token),
                Request.post("/api/token/blacklist/", json("refresh", token.secret())),
                Api::nothing);
    }

    /** Reads the profile. */
    public Exchange use(int node, Credential by) throws InterruptedException {
        return send(node, new Act.Use(by), Request.get("/api/profile/").with(presenting(by)), Api::nothing);
    }

    /** Sets the first name. */
    public Exchange rename(int node, Credential by, String name) throws InterruptedException {
        Request request = new Request("PATCH", "/api/profile/", presenting(by), json("first_name", name));
        return send(node, new Act.Rename(by, name), request, Api::nothing);
    }

    /** Opens a session. Not written down if the node does not even give a CSRF token. */
    public Optional<Exchange> openSession(int node, Member member, String password) throws InterruptedException {
        Optional<String> csrf =
                wire.send(node, Request.get("/api/session/")).flatMap(reply -> reply.cookie("keycard_csrf"));
        if (csrf.isEmpty()) {
            return Optional.empty();
        }
        Request request = Request.post("/api/session/login/", json("username", member.name(), "password", password))
                .with(Map.of("Cookie", "keycard_csrf=" + csrf.get(), "X-CSRFToken", csrf.get()));
        return Optional.of(send(
                node,
                new Act.OpenSession(member.id(), password),
                request,
                reply -> reply
                        .cookie("keycard")
                        .map(cookie -> Issued.session(
                                member.id(),
                                cookie,
                                reply.cookie("keycard_csrf").orElseThrow()))
                        .stream()
                        .toList()));
    }

    /** Ends a session. */
    public Exchange endSession(int node, Credential session) throws InterruptedException {
        Request request = Request.post("/api/session/logout/", null).with(presenting(session));
        return send(node, new Act.EndSession(session), request, Api::nothing);
    }

    /** Makes an API token. */
    public Exchange makeApiToken(int node, Credential by) throws InterruptedException {
        Request request = Request.post("/api/tokens/", json("name", "robot", "expires_in", "1d"))
                .with(presenting(by));
        return send(node, new Act.MakeApiToken(by), request, reply -> apiToken(by.owner(), reply));
    }

    private static List<Credential> nothing(Reply reply) {
        return List.of();
    }

    private static List<Credential> apiToken(String owner, Reply reply) {
        String id = reply.text("id");
        String token = reply.text("token");
        return id == null || token == null ? List.of() : List.of(Issued.apiToken(owner, id, token));
    }

    /** Ends an API token. */
    public Exchange endApiToken(int node, Credential by, Credential token) throws InterruptedException {
        Request request = new Request("DELETE", "/api/tokens/" + token.group() + "/", presenting(by), null);
        return send(node, new Act.EndApiToken(by, token), request, Api::nothing);
    }

    /** Ends everything of the user. */
    public Exchange endAll(int node, Credential by) throws InterruptedException {
        Request request = Request.post("/api/logout-all/", null).with(presenting(by));
        return send(node, new Act.EndAll(by), request, Api::nothing);
    }

    /** Changes the password. */
    public Exchange changePassword(int node, Credential by, String from, String to) throws InterruptedException {
        Request request = Request.post("/api/password/change/", json("old_password", from, "new_password", to))
                .with(presenting(by));
        return send(node, new Act.ChangePassword(by, from, to), request, Api::nothing);
    }

    /** Deactivates or reactivates a user, as staff. */
    public Exchange setActive(int node, String access, Member member, boolean active) throws InterruptedException {
        Request request = new Request(
                "PATCH",
                "/api/admin/users/" + member.id() + "/",
                Map.of("Authorization", "Bearer " + access),
                Wire.JSON.createObjectNode().put("is_active", active));
        return send(node, new Act.SetActive(member.id(), active), request, Api::nothing);
    }

    /** The access token of a user who is not in the journal. */
    Optional<String> accessToken(int node, String name, String password) throws InterruptedException {
        return wire.send(node, Request.post("/api/token/", json("username", name, "password", password)))
                .map(reply -> reply.text("access"));
    }

    /** Makes a user, as staff. */
    Member create(int node, String access, String name, String password) throws InterruptedException {
        Request request = Request.post("/api/admin/users/", json("username", name, "password", password))
                .with(Map.of("Authorization", "Bearer " + access));
        Reply reply = wire.send(node, request).orElseThrow();
        String id = reply.text("id");
        if (id == null) {
            throw new IllegalStateException("the user was not made: " + reply.status() + " " + reply.json());
        }
        return new Member(id, name, password);
    }

    private Exchange send(int node, Act act, Request request, Function<Reply, List<Credential>> issued)
            throws InterruptedException {
        long start = journal.now();
        Optional<Reply> reply = wire.send(node, request);
        Exchange exchange = new Exchange(
                node,
                act,
                start,
                journal.now(),
                reply.map(it -> answer(it, issued)).orElse(Answer.LOST));
        journal.add(exchange);
        return exchange;
    }

    /** A 503 must say when to come back: without that it is a fault, and so is written down as 500. */
    private static Answer answer(Reply reply, Function<Reply, List<Credential>> issued) {
        boolean isSuccess = reply.status() / 100 == 2;
        boolean isBareUnavailable = reply.status() == 503 && !reply.retryAfter();
        return new Answer(
                isBareUnavailable ? 500 : reply.status(),
                reply.text("code"),
                reply.json().has("username") ? reply.text("id") : null,
                reply.json().has("username") ? reply.text("first_name") : null,
                isSuccess ? issued.apply(reply) : List.of());
    }

    private static Map<String, String> presenting(Credential credential) {
        if (credential.kind() == Kind.SESSION) {
            String secret = credential.secret();
            String csrf = secret.substring(secret.indexOf(' ') + 1);
            String cookie = secret.substring(0, secret.indexOf(' '));
            return Map.of("Cookie", "keycard=" + cookie + "; keycard_csrf=" + csrf, "X-CSRFToken", csrf);
        }
        String scheme = credential.kind() == Kind.API_TOKEN ? "Token " : "Bearer ";
        return Map.of("Authorization", scheme + credential.secret());
    }

    private static JsonNode json(String... members) {
        var object = Wire.JSON.createObjectNode();
        for (int i = 0; i < members.length; i += 2) {
            object.put(members[i], members[i + 1]);
        }
        return object;
    }
}
