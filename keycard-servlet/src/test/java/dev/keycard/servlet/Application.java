package dev.keycard.servlet;

import dev.keycard.Keycard;
import dev.keycard.audit.AuditContext;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.client.Client;
import dev.keycard.crypto.Entropy;
import dev.keycard.key.SealingKey;
import dev.keycard.login.BeginResult;
import dev.keycard.login.TokenPair;
import dev.keycard.permission.HoldsScope;
import dev.keycard.permission.Permission;
import dev.keycard.permission.Permissions;
import dev.keycard.signin.SignInResult;
import dev.keycard.staff.UserResult;
import dev.keycard.testkit.memory.InMemoryStores;
import dev.keycard.throttle.Rate;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.Username;
import dev.keycard.web.KeycardApi;
import dev.keycard.web.WebConfig;
import dev.keycard.web.throttle.RequestRates;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * An application with five servlets in a container: {@code notes} for signed-in users, which tells what it sees; {@code
 * scoped} for credentials with the scope {@code notes}; {@code open} for everybody; {@code report} for staff; and {@code
 * theirs} about an object that belongs to somebody.
 */
final class Application implements AutoCloseable {

    static final String PASSWORD = "quiet-Lantern-over-7-rivers";

    private static final Permission OF_OWNER = Permission.ofObject(
            String.class,
            (request, principal, owner) -> principal instanceof AuthenticatedPrincipal signedIn
                    && ((User) signedIn.subject()).username().equals(owner));

    final Keycard engine;
    private final Container container;
    private final KeycardFilter filter;

    private Application(Container.Kind kind, String path, WebConfig config, String staffServlet) throws Exception {
        engine = Keycard.builder(InMemoryStores.create())
                .sealingKey(new SealingKey(Entropy.secure().bytes(32)))
                .start();
        KeycardApi api = KeycardApi.over(engine, config);
        filter = KeycardFilter.builder(api.gate(), api.refusals())
                .endpoints(api.api())
                .permission("open", Permissions.ALLOW_ANY)
                .permission("scoped", new HoldsScope("notes"))
                .permission(staffServlet, Permissions.IS_ADMIN_USER)
                .build();
        container = kind.start(path, filter, servlets());
    }

    static Application start(Container.Kind kind) throws Exception {
        return new Application(kind, "", WebConfig.defaults(), "report");
    }

    static Application startAt(Container.Kind kind, String path) throws Exception {
        return new Application(kind, path, WebConfig.defaults(), "report");
    }

    static Application start(Container.Kind kind, WebConfig config) throws Exception {
        return new Application(kind, "", config, "report");
    }

    /** With a permission for a servlet that does not exist. */
    static Application misspelt(Container.Kind kind) throws Exception {
        return new Application(kind, "", WebConfig.defaults(), "reprot");
    }

    private Map<String, Servlet> servlets() {
        Map<String, Servlet> servlets = new LinkedHashMap<>();
        servlets.put("notes", servlet((request, response) -> {
            byte[] body = request.getInputStream().readAllBytes();
            response.setHeader("X-Body-Length", Integer.toString(body.length));
            response.getWriter().print(request.getRemoteUser() + " " + request.isUserInRole("editor"));
        }));
        servlets.put(
                "scoped", servlet((request, response) -> response.getWriter().print(request.isUserInRole("editor"))));
        servlets.put("open", servlet((request, response) -> response.getWriter().print(request.getRemoteUser())));
        servlets.put(
                "report", servlet((request, response) -> response.getWriter().print("report")));
        servlets.put(
                "theirs",
                servlet((request, response) -> response.getWriter()
                        .print(filter.gate().require(request, OF_OWNER, request.getParameter("owner")))));
        return servlets;
    }

    private static Servlet servlet(Answering answering) {
        return new HttpServlet() {
            @Override
            protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
                answering.answer(request, response);
            }
        };
    }

    @FunctionalInterface
    private interface Answering {
        void answer(HttpServletRequest request, HttpServletResponse response) throws IOException;
    }

    /** A user with these roles. */
    User user(String name, String... roles) {
        return create(NewUser.named(Username.of(name))
                .with(user -> user.toBuilder().roles(Set.of(roles)).build()));
    }

    User staff(String name) {
        return create(NewUser.named(Username.of(name)).withRights(true, false));
    }

    private User create(NewUser user) {
        return ((UserResult.Done) engine.users().create(user, PASSWORD)).user();
    }

    private User known(String name) {
        return ((SignInResult.SignedIn) engine.signIn().withPassword(name, PASSWORD, Client.unknown())).user();
    }

    /** The {@code Authorization} header with an access token of a new login of the user. */
    String bearer(String name) {
        BeginResult<TokenPair> begun = engine.tokens().issue(known(name), Client.unknown());
        return "Bearer " + ((BeginResult.Begun<TokenPair>) begun).value().access();
    }

    /** A new API token of the user with that scope. */
    String apiToken(String name, String scope) {
        return engine.apiTokens()
                .create(known(name), "", Set.of(scope), null)
                .orElseThrow()
                .secret()
                .reveal();
    }

    /** Ends all logins of the user. */
    void revokeAll(String name) {
        User user = known(name);
        engine.tokens().issue(user, Client.unknown());
        engine.logins().endAll(user.id(), AuditContext.at(Instant.now()));
    }

    /** A configuration that counts requests of users. */
    static WebConfig counting(Rate rate) {
        return WebConfig.builder()
                .throttle(RequestRates.builder().user(rate).build())
                .build();
    }

    int port() {
        return container.port();
    }

    @Override
    public void close() {
        container.close();
        engine.close();
    }
}
