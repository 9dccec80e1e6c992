package dev.keycard.gate;

import dev.keycard.permission.Permission;
import dev.keycard.permission.Permissions;
import java.util.Objects;

/**
 * Who may use an endpoint. Immutable.
 *
 * @param credentials whether credentials are looked at
 * @param checksObjects whether the endpoint asks {@link dev.keycard.permission.ObjectAccess} about its object; without that,
 *     what depends on an object is refused before it runs
 * @param writes whether requests count against the rates for those who have something written
 */
public record Access(Credentials credentials, Permission permission, boolean checksObjects, boolean writes) {

    /** Whether credentials are looked at. */
    public enum Credentials {
        /** They are checked, and bad ones refused, before the permission is asked. */
        CHECKED,
        /** They are not looked at: the endpoint's own fields decide. */
        IGNORED,
        /** They are not looked at, and requests are not counted either: for probes and public keys. */
        EXEMPT
    }

    /** Denied by default: code that was not checked for nulls cannot add an endpoint that nobody guards. */
    public Access {
        Objects.requireNonNull(permission, "an endpoint has to say who may come");
    }

    /** For whom the permission admits. */
    public static Access guarded(Permission permission, boolean writes) {
        return new Access(Credentials.CHECKED, permission, false, writes);
    }

    /** For everybody, whatever credentials come along. */
    public static Access open() {
        return new Access(Credentials.IGNORED, Permissions.ALLOW_ANY, false, false);
    }

    /** For probes and public facts: for everybody, and not counted. */
    public static Access exempt() {
        return new Access(Credentials.EXEMPT, Permissions.ALLOW_ANY, false, false);
    }

    /** The same, for an endpoint that promises to ask about its object. */
    public Access checkingObjects() {
        return new Access(credentials, permission, true, writes);
    }

    /** The same, for an endpoint that writes nothing that is counted. */
    public Access onlyReading() {
        return new Access(credentials, permission, checksObjects, false);
    }
}
