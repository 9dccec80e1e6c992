package dev.keycard.user;

import java.time.Instant;
import java.util.Set;

/**
 * Someone who can sign in. Holds no password and no hash of one, so it can be cached, logged and passed around.
 *
 * @param id never given again, not even after the user is deleted
 * @param active whether the user may sign in and use what was issued to them
 * @param staff whether the user may use the staff API
 * @param superuser whether every permission is granted
 * @param tier the name of the user's tier, empty if none
 * @param credentialVersion grows with each change of the password; what was begun under an older one is not completed
 * @param revokedBefore logins that began at or before this moment have ended, except one that a password change spared
 */
public record User(
        long id,
        String username,
        String email,
        String firstName,
        String lastName,
        boolean active,
        boolean staff,
        boolean superuser,
        String tier,
        Set<String> roles,
        long credentialVersion,
        Instant createdAt,
        Instant revokedBefore) {

    public User {
        roles = Set.copyOf(roles);
    }

    /** The same user under another name. */
    public User withUsername(String name) {
        return new User(
                id,
                name,
                email,
                firstName,
                lastName,
                active,
                staff,
                superuser,
                tier,
                roles,
                credentialVersion,
                createdAt,
                revokedBefore);
    }
}
