package dev.keycard;

import dev.keycard.account.PasswordEndpoints;
import dev.keycard.account.ProfileEndpoints;
import dev.keycard.account.RecentProof;
import dev.keycard.apitoken.ApiTokenAuthenticator;
import dev.keycard.apitoken.ApiTokenEndpoints;
import dev.keycard.apitoken.ApiTokenRequest;
import dev.keycard.apitoken.ReservedScopes;
import dev.keycard.authcheck.AuthCheckEndpoint;
import dev.keycard.authentication.Authenticator;
import dev.keycard.authentication.Scheme;
import dev.keycard.jwt.JwksEndpoint;
import dev.keycard.login.LoginEndpoints;
import dev.keycard.login.TokenEndpoints;
import dev.keycard.metrics.Exposition;
import dev.keycard.metrics.MetricsEndpoint;
import dev.keycard.oauth2.ActiveToken;
import dev.keycard.oauth2.Introspection;
import dev.keycard.oauth2.Oauth2Endpoints;
import dev.keycard.oauth2.Revocation;
import dev.keycard.openapi.OpenApiEndpoint;
import dev.keycard.permission.HasScope;
import dev.keycard.permission.Permission;
import dev.keycard.permission.Permissions;
import dev.keycard.route.Route;
import dev.keycard.route.RouteTable;
import dev.keycard.session.SessionAuthenticator;
import dev.keycard.session.SessionEndpoints;
import dev.keycard.signin.BasicAuthenticator;
import dev.keycard.staff.StaffEndpoints;
import dev.keycard.throttle.RequestThrottle;
import dev.keycard.tokencookie.TokenCookieAuthenticator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where requests come in: the authenticators of the enabled schemes, and every route. */
final class Doors {

    private static final String ACCOUNT_SCOPE = "account";
    private static final String PROFILE_SCOPE = "profile";

    private final KeycardConfig config;
    private final Stores stores;
    private final Environment environment;
    private final NodeCaches memory;
    private final Services services;
    private final RequestThrottle throttle;
    private final OpenApiEndpoint description;
    private final RecentProof proof;

    Doors(KeycardConfig config, Stores stores, Environment environment, NodeCaches memory, Services services) {
        this.config = config;
        this.stores = stores;
        this.environment = environment;
        this.memory = memory;
        this.services = services;
        this.proof = new RecentProof(services.signIn, config.account().recentProof(), environment.clock());
        this.throttle = new RequestThrottle(config.throttle(), services.counters);
        this.description = new OpenApiEndpoint(
                routes(),
                config.paths(),
                config.schemes(),
                config.token().keyword(),
                config.session().cookie());
    }

    Api api() {
        List<Authenticator> authenticators = Stream.concat(
                        config.schemes().stream().map(this::authenticator), accessCookie())
                .toList();
        List<String> challenges =
                authenticators.stream().flatMap(a -> a.challenge().stream()).toList();
        List<Route> routes = description.withAllOthers();
        config.throttle().requireScopesAmong(counted(routes));
        RouteTable table = new RouteTable(routes, config.paths());
        Gate gate = new Gate(authenticators, throttle, environment.clock(), services.observations::note);
        return new Api(
                table,
                new TimedGate(gate, environment.nanoClock(), environment.metrics()),
                new ResponseHeaders(challenges, config.session().secure()),
                new RequestMetrics(table.routes(), environment.metrics()));
    }

    private Authenticator authenticator(Scheme scheme) {
        return switch (scheme) {
            case JWT -> services.accessTokens;
            case TOKEN ->
                new ApiTokenAuthenticator(
                        services.apiTokens,
                        config.token(),
                        memory.newCredentialCache("token"),
                        memory.revocations(),
                        memory.users());
            case SESSION ->
                new SessionAuthenticator(
                        services.sessions,
                        config.session(),
                        services.csrf,
                        memory.newCredentialCache("session"),
                        memory.revocations(),
                        memory.users());
            case BASIC -> new BasicAuthenticator(services.signIn);
        };
    }

    /** What describes all the doors. */
    OpenApiEndpoint description() {
        return description;
    }

    private static Set<String> counted(List<Route> routes) {
        return routes.stream()
                .filter(route -> route.credentials() != Route.Credentials.EXEMPT)
                .map(Route::name)
                .collect(Collectors.toSet());
    }

    /** After the session's: a browser that has both signed in for the session last. */
    private Stream<Authenticator> accessCookie() {
        return services.tokenCookies.holdsAccess()
                ? Stream.of(new TokenCookieAuthenticator(services.accessTokens, services.csrf, services.tokenCookies))
                : Stream.empty();
    }

    /**
     * The store ends tokens by these, so it has to know all of them.
     *
     * @throws IllegalArgumentException if the store was opened without those that the rules want by name
     */
    private ReservedScopes reservedScopes() {
        ReservedScopes known = stores.apiTokens().reservedScopes();
        ReservedScopes wanted = ReservedScopes.wantedBy(Stream.concat(
                config.rules(), environment.metrics().exposition().stream().map(Exposition::permission)));
        if (!known.names().containsAll(wanted.names())) {
            throw new IllegalArgumentException("the store was opened with the reserved scopes " + known.names()
                    + ", but rules want " + wanted.names() + " by name");
        }
        return known;
    }

    private List<Route> routes() {
        return Stream.of(tokenRoutes(), sessionRoutes(), accountRoutes(), mailRoutes(), publicRoutes())
                .flatMap(routes -> routes)
                .toList();
    }

    private Stream<Route> tokenRoutes() {
        var clock = environment.clock();
        var pairs = new TokenEndpoints(
                services.signIn,
                services.logins,
                services.pairs,
                services.refreshing,
                services.accessTokens,
                services.carrier,
                services.jar,
                config.jwt(),
                clock);
        var reader = new ApiTokenRequest.Reader(config.token(), clock, reservedScopes());
        var opaque = new ApiTokenEndpoints(services.signIn, proof, services.apiTokens, reader, ownAccount(), clock);
        return Stream.of(pairs.routes(), opaque.routes(), oauth2().routes()).flatMap(List::stream);
    }

    private Oauth2Endpoints oauth2() {
        var clock = environment.clock();
        var introspection = new Introspection(
                services.verifier,
                services.accessTokens,
                services.refreshing,
                services.apiTokens,
                stores.logins(),
                stores.users(),
                new ActiveToken.Issuer(config.jwt().issuer(), config.token().keyword()),
                clock);
        var revocation =
                new Revocation(services.verifier, services.refreshing, services.logins, services.apiTokens, clock);
        return new Oauth2Endpoints(introspection, revocation, clock);
    }

    private Stream<Route> sessionRoutes() {
        return new SessionEndpoints(
                        services.signIn,
                        services.sessions,
                        services.logins,
                        services.jar,
                        services.csrf,
                        config.session(),
                        services.profiles,
                        environment.clock())
                .routes().stream();
    }

    private Stream<Route> accountRoutes() {
        var clock = environment.clock();
        var users = stores.users();
        var passwords = new PasswordEndpoints(services.signIn, services.passwords, users, ownAccount(), clock);
        var emailChange = services.mailing.emailChange(proof, services.counters, environment);
        return Stream.of(
                        new ProfileEndpoints(users, services.profiles, emailChange, ownProfile(), ownAccount(), clock)
                                .routes(),
                        new LoginEndpoints(services.logins, services.jar, ownAccount(), clock).routes(),
                        passwords.routes(),
                        staff().routes())
                .flatMap(List::stream);
    }

    private Stream<Route> mailRoutes() {
        return services.mailing.routes(stores.users(), services.passwords, services.counters, environment);
    }

    private StaffEndpoints staff() {
        var parts = new StaffEndpoints.Parts(
                stores.users(),
                services.logins,
                services.apiTokens,
                services.keys,
                stores.audit(),
                services.passwords,
                proof,
                services.observations::note);
        return new StaffEndpoints(parts, config.permission().tiers(), config.publicOrigin(), environment.clock());
    }

    private Stream<Route> publicRoutes() {
        return Stream.of(
                        new JwksEndpoint(services.keys, environment.clock()).routes(),
                        new AuthCheckEndpoint(config.authCheck(), throttle::count).routes(),
                        new HealthEndpoints(memory.feed(), stores.changes()).routes(),
                        MetricsEndpoint.routes(environment.metrics()))
                .flatMap(List::stream);
    }

    private Permission ownAccount() {
        return signedIn().and(new HasScope(ACCOUNT_SCOPE));
    }

    /** Reading a profile is what a limited token is asked for most: who are you? */
    private Permission ownProfile() {
        return signedIn().and(new HasScope(ACCOUNT_SCOPE).or(new HasScope(PROFILE_SCOPE)));
    }

    private Permission signedIn() {
        return Permissions.IS_AUTHENTICATED.and(config.defaultPermission());
    }
}
