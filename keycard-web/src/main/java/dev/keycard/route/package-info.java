/**
 * The endpoints of paths, and their permissions: {@link dev.keycard.route.Route}, which a {@link dev.keycard.route.RouteTable}
 * finds by path. Immutable. See {@code docs/server.md}.
 */
@NullMarked
package dev.keycard.route;

import org.jspecify.annotations.NullMarked;
