package dev.keycard.route;

import dev.keycard.http.Request;
import dev.keycard.permission.Permission;
import dev.keycard.permission.Permissions;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * One endpoint under one method and path. There is no route without a permission: whoever adds one has to say who may come.
 *
 * @param name names the path in the configuration, {@code paths.<name>}; routes of one path share it
 * @param path the default path; a segment in braces is a place that matches one segment
 * @param credentials whether credentials are looked at
 * @param where whether the endpoint answers from memory, on the event loop, or needs a worker
 * @param checksObjects whether the endpoint asks {@link dev.keycard.permission.ObjectAccess} about its object; without that,
 *     what depends on an object is refused before it runs
 * @param writes whether requests count against the rates for those who have something written
 * @param view as what the Gate and the endpoint see the request; must not block, may refuse
 */
public record Route(
        String name,
        String method,
        String path,
        Credentials credentials,
        Permission permission,
        Where where,
        boolean checksObjects,
        boolean writes,
        Endpoint endpoint,
        UnaryOperator<Request> view) {

    /** Denied by default: code that was not checked for nulls cannot add a route that nobody guards. */
    public Route {
        Objects.requireNonNull(permission, "a route has to say who may come: " + method + " " + path);
    }

    /** Whether a route looks at credentials. */
    public enum Credentials {
        /** They are checked, and bad ones refused, before the permission is asked. */
        CHECKED,
        /** They are not looked at: the endpoint's own fields decide. */
        IGNORED,
        /** They are not looked at, and requests are not counted either: for probes and public keys. */
        EXEMPT
    }

    /** Where an endpoint runs. */
    public enum Where {
        /** On the event loop: it never blocks. */
        EVENT_LOOP,
        /** On a worker thread: it may wait for a store or a hash. */
        WORKER
    }

    /** A route that takes no notice of credentials. */
    public static Route open(String name, String method, String path, Where where, Endpoint endpoint) {
        return new Route(
                name,
                method,
                path,
                Credentials.IGNORED,
                Permissions.ALLOW_ANY,
                where,
                false,
                false,
                endpoint,
                UnaryOperator.identity());
    }

    /** A route for probes and public facts. */
    public static Route exempt(String name, String path, Where where, Endpoint endpoint) {
        return new Route(
                name,
                "GET",
                path,
                Credentials.EXEMPT,
                Permissions.ALLOW_ANY,
                where,
                false,
                false,
                endpoint,
                UnaryOperator.identity());
    }

    /** A route that works for whom the permission admits, on a worker thread. It writes unless its method is GET. */
    public static Route guarded(String name, String method, String path, Permission permission, Endpoint endpoint) {
        return new Route(
                name,
                method,
                path,
                Credentials.CHECKED,
                permission,
                Where.WORKER,
                false,
                !method.equals("GET"),
                endpoint,
                UnaryOperator.identity());
    }

    /** The same route, answered on the event loop. */
    public Route fromMemory() {
        return new Route(
                name, method, path, credentials, permission, Where.EVENT_LOOP, checksObjects, writes, endpoint, view);
    }

    /** The same route, whose endpoint promises to ask about its object. */
    public Route checkingObjects() {
        return new Route(name, method, path, credentials, permission, where, true, writes, endpoint, view);
    }

    /** The same route, which only reads, whatever its method is. */
    public Route onlyReading() {
        return new Route(name, method, path, credentials, permission, where, checksObjects, false, endpoint, view);
    }

    /**
     * The same route, which takes access away. Its requests do not count against the rates for writing: whoever holds a stolen
     * token of a user would use those rates up, and the user could not end it. Something else has to bound what it writes.
     */
    public Route takingAway() {
        return new Route(name, method, path, credentials, permission, where, checksObjects, false, endpoint, view);
    }

    /** The same route at another path. */
    public Route at(String otherPath) {
        return new Route(
                name, method, otherPath, credentials, permission, where, checksObjects, writes, endpoint, view);
    }

    /** The same route, for which the request is seen as something else. */
    public Route seenAs(UnaryOperator<Request> otherView) {
        return new Route(
                name, method, path, credentials, permission, where, checksObjects, writes, endpoint, otherView);
    }
}
