package dev.keycard.web;

import dev.keycard.Keycard;
import dev.keycard.api.Internal;
import dev.keycard.gate.Access;
import dev.keycard.gate.Authenticator;
import dev.keycard.gate.Gate;
import dev.keycard.gate.TimedGate;
import dev.keycard.route.Route;
import dev.keycard.route.RouteTable;
import dev.keycard.web.feature.Feature;
import dev.keycard.web.feature.WebContext;
import dev.keycard.web.openapi.OpenApi;
import dev.keycard.web.openapi.OpenApiEndpoint;
import dev.keycard.web.refusal.GateRefusals;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The API over an engine, made of its enabled features. Thread-safe. */
public final class KeycardApi {

    private final Api api;
    private final OpenApiEndpoint description;

    private KeycardApi(Api api, OpenApiEndpoint description) {
        this.api = api;
        this.description = description;
    }

    /**
     * Makes the API. The caller closes the engine.
     *
     * @throws IllegalArgumentException if the configuration contradicts itself; the message names the setting
     */
    public static KeycardApi over(Keycard engine, WebConfig config) {
        WebContext web =
                new WebContext(engine, config.checkedWith(engine.parts().config()));
        Features features = new Features(web);
        List<Route> routes = features.enabled().stream()
                .map(Feature::routes)
                .flatMap(List::stream)
                .toList();
        OpenApiEndpoint description = new OpenApiEndpoint(
                routes,
                config.paths(),
                config.schemes(),
                web.engineConfig().apiToken().keyword(),
                config.cookies().session());
        boolean described = !config.endpointsOff().contains(EndpointSwitches.OPENAPI);
        return new KeycardApi(
                api(web, features.authenticators(), described ? description.withAllOthers() : routes), description);
    }

    private static Api api(WebContext web, List<Authenticator> authenticators, List<Route> routes) {
        var config = web.config();
        var environment = web.environment();
        config.throttle().requireScopesAmong(counted(routes));
        RouteTable table = new RouteTable(routes, config.paths());
        Gate gate = new Gate(
                authenticators, web.throttle(), new GateRefusals(web.clock(), web.observations(), web.refusals()));
        List<String> challenges =
                authenticators.stream().flatMap(a -> a.challenge().stream()).toList();
        return new Api(
                table,
                new TimedGate(gate, environment.nanoClock(), environment.metrics()),
                new ResponseHeaders(challenges, config.cookies().secure()),
                new RequestMetrics(table.routes(), environment.metrics()));
    }

    private static Set<String> counted(List<Route> routes) {
        return routes.stream()
                .filter(route -> route.credentials() != Access.Credentials.EXEMPT)
                .map(Route::name)
                .collect(Collectors.toSet());
    }

    /** Answers requests. */
    public Api api() {
        return api;
    }

    /** Describes what {@link #api} answers. */
    @Internal
    public OpenApi openApi() {
        return description.openApi();
    }
}
