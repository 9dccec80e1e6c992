package dev.keycard.web.openapi;

import dev.keycard.api.Internal;
import dev.keycard.gate.Scheme;
import dev.keycard.http.HeaderNames;
import dev.keycard.http.Json;
import dev.keycard.http.Response;
import dev.keycard.route.Call;
import dev.keycard.route.Description;
import dev.keycard.route.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code /openapi.json}: the OpenAPI document of all routes, including its own. Made at the first request and cached.
 * Thread-safe.
 */
@Internal
public final class OpenApiEndpoint {

    private final List<Route> others;
    private final Map<String, String> paths;
    private final SecuritySchemes schemes;
    private volatile @Nullable Response made;

    /**
     * Prepares the endpoint.
     *
     * @param others every other route
     * @param paths other paths for the routes of a name
     * @param tokenKeyword the word before an API token
     * @param sessionCookie the name of the session cookie
     */
    public OpenApiEndpoint(
            List<Route> others,
            Map<String, String> paths,
            Set<Scheme> schemes,
            String tokenKeyword,
            String sessionCookie) {
        this.others = List.copyOf(others);
        this.paths = Map.copyOf(paths);
        this.schemes = new SecuritySchemes(schemes, tokenKeyword, sessionCookie);
    }

    /** All routes: the given ones, and that of the document itself. */
    public List<Route> withAllOthers() {
        List<Route> all = new ArrayList<>(others);
        all.add(Route.exempt("openapi", "/openapi.json", Route.Where.WORKER, this::show)
                .describedAs(
                        Description.of("Operation", "This description.").answers(200, "OpenAPI 3.1.", "Document")));
        return all;
    }

    /** The document. */
    public OpenApi openApi() {
        List<Route> all = withAllOthers();
        all.replaceAll(route -> route.at(paths.getOrDefault(route.name(), route.path())));
        return new OpenApi(all, schemes);
    }

    /** Two first requests at the same moment may both make it; the results are equal. */
    private Response show(Call call) {
        Response known = made;
        if (known == null) {
            known = Response.json(200, Json.write(openApi().document()))
                    .with(HeaderNames.CACHE_CONTROL, "public, max-age=300");
            made = known;
        }
        return known;
    }
}
