package dev.keycard.web.metrics;

import dev.keycard.http.Response;
import dev.keycard.permission.Permission;
import java.util.function.Function;

/**
 * How figures are read over HTTP.
 *
 * @param permission who may read them
 * @param render writes them for a reader whose {@code Accept} header is that text, empty if there was none; may take some
 *     milliseconds
 */
public record Exposition(Permission permission, Function<String, Response> render) {}
