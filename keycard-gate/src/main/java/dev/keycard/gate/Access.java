package dev.keycard.gate;

import dev.keycard.permission.Permission;
import dev.keycard.permission.Permissions;
import java.util.Objects;

/**
 * Who may use an endpoint. Immutable.
 *
 * @param credentials whether credentials are read
 * @param checksObjects whether the endpoint checks its object by {@link dev.keycard.permission.ObjectAccess}; if not, a decision
 *     that depends on an object is a refusal
 * @param writes whether requests count against the rates for writing
 */
public record Access(Credentials credentials, Permission permission, boolean checksObjects, boolean writes) {

    /** Whether credentials are read. */
    public enum Credentials {
        /** They are checked, and bad ones refused, before the permission is checked. */
        CHECKED,
        /** They are not read: the endpoint's own fields decide. */
        IGNORED,
        /** They are not read, and requests are not counted: for probes and public keys. */
        EXEMPT
    }

    /** Fails closed: a null permission must not make an endpoint without protection. */
    public Access {
        Objects.requireNonNull(permission, "an endpoint needs a permission");
    }

    /** For principals that the permission admits. */
    public static Access guarded(Permission permission, boolean writes) {
        return new Access(Credentials.CHECKED, permission, false, writes);
    }

    /** For everybody; credentials are ignored. */
    public static Access open() {
        return new Access(Credentials.IGNORED, Permissions.ALLOW_ANY, false, false);
    }

    /** For probes and public information: for everybody, and not counted. */
    public static Access exempt() {
        return new Access(Credentials.EXEMPT, Permissions.ALLOW_ANY, false, false);
    }

    /** The same, for an endpoint that checks the permission for its object. */
    public Access checkingObjects() {
        return new Access(credentials, permission, true, writes);
    }

    /** The same, for an endpoint whose requests do not count as writing. */
    public Access onlyReading() {
        return new Access(credentials, permission, checksObjects, false);
    }
}
