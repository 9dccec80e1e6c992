package dev.keycard.user;

import java.util.Set;

/**
 * A user about to be created.
 *
 * @param passwordHash an encoded hash, or empty for a user who cannot sign in with a password
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
        Set<String> roles) {

    public NewUser {
        roles = Set.copyOf(roles);
    }

    /** An ordinary active user, without a profile. */
    public static NewUser named(Username username, String passwordHash) {
        return new NewUser(username, passwordHash, "", "", "", true, false, false, "", Set.of());
    }

    public NewUser withEmail(String address) {
        return new NewUser(username, passwordHash, address, firstName, lastName, active, staff, superuser, tier, roles);
    }

    public NewUser withRights(boolean isStaff, boolean isSuperuser) {
        return new NewUser(
                username, passwordHash, email, firstName, lastName, active, isStaff, isSuperuser, tier, roles);
    }

    /** Leaves the hash out. */
    @Override
    public String toString() {
        return "NewUser[" + username + "]";
    }
}
