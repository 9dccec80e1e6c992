package dev.keycard.user;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Subject;
import dev.keycard.id.UserId;
import dev.keycard.password.PasswordOwner;
import dev.keycard.revocation.AccountStatus;
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
 * @param emailState what is known about the mail address
 * @param apiTokensRevokedBefore when all API tokens of the user were last ended: none that was made before this moment lives
 */
public record User(
        UserId id,
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
        Instant revokedBefore,
        EmailState emailState,
        Instant apiTokensRevokedBefore)
        implements Subject, AccountStatus {

    public User {
        roles = Set.copyOf(roles);
    }

    /** The user behind a principal that this engine authenticated. */
    public static User of(AuthenticatedPrincipal principal) {
        return (User) principal.subject();
    }

    /** A user whose address is not confirmed, and whose API tokens were never ended all at once. */
    public User(
            UserId id,
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
        this(
                id,
                username,
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
                revokedBefore,
                EmailState.UNCONFIRMED,
                Instant.EPOCH);
    }

    /** The texts that a password of this user must not follow from. */
    public PasswordOwner passwordOwner() {
        return new PasswordOwner(username, email, firstName, lastName);
    }

    /** The same user, of whose address something else is known. */
    public User withEmailState(EmailState state) {
        return new User(
                id,
                username,
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
                revokedBefore,
                state,
                apiTokensRevokedBefore);
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
                revokedBefore,
                emailState,
                apiTokensRevokedBefore);
    }
}
