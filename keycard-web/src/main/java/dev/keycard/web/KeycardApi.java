package dev.keycard.web;

import dev.keycard.Keycard;
import dev.keycard.api.Internal;
import dev.keycard.gate.Access;
import dev.keycard.gate.Authenticator;
import dev.keycard.gate.Gate;
import dev.keycard.gate.Refusals;
import dev.keycard.gate.TimedGate;
import dev.keycard.http.Answers;
import dev.keycard.route.Route;
import dev.keycard.route.RouteTable;
import dev.keycard.web.feature.Feature;
import dev.keycard.web.feature.WebContext;
import dev.keycard.web.openapi.OpenApi;
import dev.keycard.web.openapi.OpenApiEndpoint;
import dev.keycard.web.refusal.GateRefusals;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The API over an engine, made of its enabled features. Thread-safe. */
public final class KeycardApi {

    private final Answers api;
    private final Gate gate;
    private final Refusals refusals;
    private final OpenApiEndpoint description;

    private KeycardApi(
            WebContext web, List<Authenticator> authenticators, List<Route> routes, OpenApiEndpoint description) {
        var config = web.config();
        var environment = web.environment();
        RouteTable table = new RouteTable(routes, config.paths());
        this.gate = new Gate(
                authenticators, web.throttle(), new GateRefusals(web.clock(), web.observations(), web.refusals()));
        this.refusals = Refusals.of(authenticators);
        this.description = description;
        this.api = new Api(
                table,
                new TimedGate(gate, environment.nanoClock(), environment.metrics()),
                new ResponseHeaders(refusals, config.cookies().secure()),
                new RequestMetrics(table.routes(), environment.metrics()));
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
        List<Route> all = described ? description.withAllOthers() : routes;
        config.throttle().requireScopesAmong(scopes(counted(all), config.ownScopes()));
        return new KeycardApi(web, features.authenticators(), all, description);
    }

    /** A name for both would count requests to endpoints and to the program together. */
    private static Set<String> scopes(Set<String> counted, Set<String> own) {
        Set<String> all = new HashSet<>(counted);
        for (String name : own) {
            if (!all.add(name)) {
                throw new IllegalArgumentException("the rate " + name
                        + " of the application has the name of an endpoint of Keycard: choose another");
            }
        }
        return all;
    }

    private static Set<String> counted(List<Route> routes) {
        return routes.stream()
                .filter(route -> route.credentials() != Access.Credentials.EXEMPT)
                .map(Route::name)
                .collect(Collectors.toSet());
    }

    /** Answers requests to the endpoints of the API. */
    public Answers api() {
        return api;
    }

    /** Checks requests to endpoints of the program around the API, by the same schemes, rates and revocations. */
    public Gate gate() {
        return gate;
    }

    /** Turns what the gate refuses into answers. */
    public Refusals refusals() {
        return refusals;
    }

    /** Describes what {@link #api} answers. */
    @Internal
    public OpenApi openApi() {
        return description.openApi();
    }
}
