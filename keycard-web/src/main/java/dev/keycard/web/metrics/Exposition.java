package dev.keycard.web.metrics;

import dev.keycard.api.Internal;
import dev.keycard.http.Response;
import dev.keycard.permission.Permission;
import java.util.function.Function;

/**
 * How metrics are read over HTTP.
 *
 * @param permission who may read them
 * @param render writes the metrics for a reader with the given {@code Accept} header, empty if there is none; may take some
 *     milliseconds
 */
@Internal
public record Exposition(Permission permission, Function<String, Response> render) {}
