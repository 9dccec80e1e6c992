package dev.keycard.web.metrics;

import dev.keycard.api.Internal;
import dev.keycard.http.HeaderNames;
import dev.keycard.http.Response;
import dev.keycard.metrics.Metrics;
import dev.keycard.route.Call;
import dev.keycard.route.Description;
import dev.keycard.route.Endpoint;
import dev.keycard.route.Route;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** {@code /metrics}: the metrics in the format that the collector accepts. Exists only if metrics are kept. Thread-safe. */
@Internal
public final class MetricsEndpoint implements Endpoint {

    private static final Description DESCRIPTION = Description.of("Operation", "Figures for Prometheus.")
            .answers(200, "The metrics.", "Figures", "text/plain")
            .answers(200, "The metrics.", "Figures", "application/openmetrics-text");

    private final Exposition exposition;

    private MetricsEndpoint(Exposition exposition) {
        this.exposition = exposition;
    }

    /** The route, if these metrics can be read. */
    public static List<Route> routes(Metrics metrics) {
        return exposition(metrics).stream()
                .map(exposition -> Route.guarded(
                                "metrics", "GET", "/metrics", exposition.permission(), new MetricsEndpoint(exposition))
                        .describedAs(DESCRIPTION))
                .toList();
    }

    /** How the metrics are read over HTTP; empty if they cannot be read. */
    public static Optional<Exposition> exposition(Metrics metrics) {
        return metrics instanceof ExposedMetrics exposed ? Optional.of(exposed.exposition()) : Optional.empty();
    }

    /** Collectors accept text, not JSON. */
    @Override
    public boolean answersJson() {
        return false;
    }

    @Override
    public Response answer(Call call) {
        String accept = String.join(",", call.request().headers(HeaderNames.ACCEPT));
        return Objects.requireNonNull(exposition.render().apply(accept));
    }
}
