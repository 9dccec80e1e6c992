package dev.keycard.metrics;

import dev.keycard.http.Response;
import dev.keycard.route.Call;
import dev.keycard.route.Endpoint;
import dev.keycard.route.Route;
import java.util.List;
import java.util.Objects;

/** {@code /metrics}: the figures in the form that a collector asks for. Exists only where there are figures. Thread-safe. */
public final class MetricsEndpoint implements Endpoint {

    private final Exposition exposition;

    private MetricsEndpoint(Exposition exposition) {
        this.exposition = exposition;
    }

    /** The route, if these meters can be read. */
    public static List<Route> routes(Meters meters) {
        return meters.exposition().stream()
                .map(figures ->
                        Route.guarded("metrics", "GET", "/metrics", figures.permission(), new MetricsEndpoint(figures)))
                .toList();
    }

    /** Collectors ask for text, not for JSON. */
    @Override
    public boolean answersJson() {
        return false;
    }

    @Override
    public Response answer(Call call) {
        String accept = String.join(",", call.request().headers("Accept"));
        return Objects.requireNonNull(exposition.render().apply(accept));
    }
}
