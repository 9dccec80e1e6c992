package dev.keycard.web;

import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Response;
import dev.keycard.route.Call;
import dev.keycard.route.Description;
import dev.keycard.route.Route;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** {@code /healthz}: whether the process answers. {@code /readyz}: whether it can also authenticate requests. */
final class HealthEndpoints {

    private static final String TAG = "Operation";

    private static final Response OK = Response.json(200, "{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8));

    private final BooleanSupplier ready;

    HealthEndpoints(BooleanSupplier ready) {
        this.ready = ready;
    }

    List<Route> routes() {
        return List.of(
                Route.exempt("healthz", "/healthz", Route.Where.EVENT_LOOP, call -> OK)
                        .describedAs(Description.of(TAG, "Check that the process answers.")
                                .answers(200, "It does.", "Status")),
                Route.exempt("readyz", "/readyz", Route.Where.WORKER, this::ready)
                        .describedAs(Description.of(TAG, "Check whether the node can authenticate requests.")
                                .answers(200, "It can.", "Status")
                                .refuses(ErrorCode.UNAVAILABLE)));
    }

    private Response ready(Call call) {
        if (!ready.getAsBoolean()) {
            throw ApiError.retryAfter(ErrorCode.UNAVAILABLE, Duration.ofSeconds(1));
        }
        return OK;
    }
}
