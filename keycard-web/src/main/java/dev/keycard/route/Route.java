package dev.keycard.route;

import dev.keycard.api.Internal;
import dev.keycard.gate.Access;
import dev.keycard.gate.Guarded;
import dev.keycard.http.Request;
import dev.keycard.permission.Permission;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint under one method and path. Each route has an {@link Access}, so no route is added without a permission.
 * Immutable.
 *
 * @param name names the path in the configuration, {@code paths.<name>}; routes of one path share it
 * @param path the default path; a segment in braces is a variable that matches one segment
 * @param access who may use it
 * @param handling how it is answered
 * @param description the description for the OpenAPI document; null if there is none
 */
@Internal
public record Route(
        String name,
        String method,
        String path,
        Access access,
        Handling handling,
        @Nullable Description description) implements Guarded {

    /**
     * How a route is answered.
     *
     * @param view makes the request that the Gate and the endpoint receive; must not block, may refuse
     */
    public record Handling(Where where, Endpoint endpoint, UnaryOperator<Request> view) {

        private static Handling of(Where where, Endpoint endpoint) {
            return new Handling(where, endpoint, UnaryOperator.identity());
        }
    }

    /** Where an endpoint runs. */
    public enum Where {
        /** On the event loop: it never blocks. */
        EVENT_LOOP,
        /** On a worker thread: it may wait for a store or a hash. */
        WORKER
    }

    /** A route that ignores credentials. */
    public static Route open(String name, String method, String path, Where where, Endpoint endpoint) {
        var access = Access.open();
        return new Route(name, method, path, access, Handling.of(where, endpoint), null);
    }

    /** A route for probes and public information, which is not counted. */
    public static Route exempt(String name, String path, Where where, Endpoint endpoint) {
        var access = Access.exempt();
        return new Route(name, "GET", path, access, Handling.of(where, endpoint), null);
    }

    /** A route for principals that the permission admits, on a worker thread. It writes unless its method is GET. */
    public static Route guarded(String name, String method, String path, Permission permission, Endpoint endpoint) {
        var access = Access.guarded(permission, !method.equals("GET"));
        return new Route(name, method, path, access, Handling.of(Where.WORKER, endpoint), null);
    }

    /** The same route, answered on the event loop. */
    public Route fromMemory() {
        return with(new Handling(Where.EVENT_LOOP, endpoint(), view()));
    }

    /** The same route, whose endpoint checks the permission for its object. */
    public Route checkingObjects() {
        return with(access.checkingObjects());
    }

    /** The same route, which only reads, whatever its method is. */
    public Route onlyReading() {
        return with(access.onlyReading());
    }

    /**
     * The same route, which revokes credentials. Its requests do not count against the rates for writing: otherwise a stolen
     * token could use those rates up, and its owner could not revoke it. Another limit must bound what the route writes.
     */
    public Route takingAway() {
        return with(access.onlyReading());
    }

    /** The same route at another path. */
    public Route at(String otherPath) {
        return new Route(name, method, otherPath, access, handling, description);
    }

    /** The same route with another view of the request. */
    public Route seenAs(UnaryOperator<Request> otherView) {
        return with(new Handling(where(), endpoint(), otherView));
    }

    /** The same route with a description for the OpenAPI document. */
    public Route describedAs(Description words) {
        return new Route(name, method, path, access, handling, words);
    }

    private Route with(Access other) {
        return new Route(name, method, path, other, handling, description);
    }

    private Route with(Handling other) {
        return new Route(name, method, path, access, other, description);
    }

    /** Whether credentials are read. */
    public Access.Credentials credentials() {
        return access.credentials();
    }

    /** The permission. */
    public Permission permission() {
        return access.permission();
    }

    /** Whether the endpoint checks the permission for its object. */
    public boolean checksObjects() {
        return access.checksObjects();
    }

    /** Whether requests count against the rates for writing. */
    public boolean writes() {
        return access.writes();
    }

    /** Where the endpoint runs. */
    public Where where() {
        return handling.where;
    }

    /** The endpoint. */
    public Endpoint endpoint() {
        return handling.endpoint;
    }

    /** Makes the request that the Gate and the endpoint receive. */
    public UnaryOperator<Request> view() {
        return handling.view;
    }
}
