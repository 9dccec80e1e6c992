package dev.keycard.user;

import dev.keycard.password.PasswordHasher;
import java.util.Set;

/**
 * A user about to be created.
 *
 * @param passwordHash an encoded hash, or empty for a user who cannot sign in with a password; one that costs more than any
 *     installation computes is refused
 * @param emailConfirmed whether the address is known to belong to the user
 */
public record NewUser(
        Username username,
        String passwordHash,
        String email,
        String firstName,
        String lastName,
        boolean active,
        boolean staff,
        boolean superuser,
        String tier,
        Set<String> roles,
        boolean emailConfirmed) {

    /** @throws IllegalArgumentException naming algorithm, cost and limit, if the hash costs too much */
    public NewUser {
        PasswordHasher.requireAffordable(passwordHash);
        roles = Set.copyOf(roles);
    }

    /** A user whose address is not confirmed. */
    public NewUser(
            Username username,
            String passwordHash,
            String email,
            String firstName,
            String lastName,
            boolean active,
            boolean staff,
            boolean superuser,
            String tier,
            Set<String> roles) {
        this(username, passwordHash, email, firstName, lastName, active, staff, superuser, tier, roles, false);
    }

    /** An ordinary active user, without a profile. */
    public static NewUser named(Username username, String passwordHash) {
        return new NewUser(username, passwordHash, "", "", "", true, false, false, "", Set.of());
    }

    /** An ordinary active user without a profile, who has no password yet. */
    public static NewUser named(Username username) {
        return named(username, "");
    }

    /** The same user with an address that is not confirmed. */
    public NewUser withEmail(String address) {
        return new NewUser(username, passwordHash, address, firstName, lastName, active, staff, superuser, tier, roles);
    }

    /** The same user, whose address was confirmed, or is vouched for by an operator. */
    public NewUser withConfirmedEmail() {
        return new NewUser(
                username,
                passwordHash,
                email,
                firstName,
                lastName,
                active,
                staff,
                superuser,
                tier,
                roles,
                !email.isEmpty());
    }

    /** The same user with another hash of their password. */
    public NewUser withPasswordHash(String hash) {
        return new NewUser(
                username, hash, email, firstName, lastName, active, staff, superuser, tier, roles, emailConfirmed);
    }

    public NewUser withRights(boolean isStaff, boolean isSuperuser) {
        return new NewUser(
                username,
                passwordHash,
                email,
                firstName,
                lastName,
                active,
                isStaff,
                isSuperuser,
                tier,
                roles,
                emailConfirmed);
    }

    /** Leaves the hash out. */
    @Override
    public String toString() {
        return "NewUser[" + username + "]";
    }
}
