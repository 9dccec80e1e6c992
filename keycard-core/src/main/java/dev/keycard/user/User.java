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

    /** An active user without a profile, rights or roles, for directories of applications. */
    public static User named(UserId id, String username) {
        return new User(
                id,
                username,
                "",
                "",
                "",
                true,
                false,
                false,
                "",
                Set.of(),
                Account.NOT_KEPT,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    /** The same user with a mail address that is not known to be theirs. */
    public User withEmail(String address) {
        return UserChange.ofProfile(address, null, null).applyTo(this);
    }

    /** The same user with other names. */
    public User withNames(String first, String last) {
        return UserChange.ofProfile(null, first, last).applyTo(this);
    }

    /** The same user with other rights. */
    public User withRights(boolean isStaff, boolean isSuperuser) {
        return new UserChange(null, null, null, null, isStaff, isSuperuser, null, null).applyTo(this);
    }

    /** The same user with that tier and those roles. */
    public User withRoles(String ofTier, Set<String> ofRoles) {
        return new UserChange(null, null, null, null, null, null, ofTier, ofRoles).applyTo(this);
    }

    /** The same user, let in or shut out. */
    public User withActive(boolean letIn) {
        return UserChange.ofActive(letIn).applyTo(this);
    }

    /** The same user with what is kept about them; active only if both say so. */
    User with(Account account) {
        return new User(
                id,
                username,
                email,
                firstName,
                lastName,
                active && account.active(),
                staff,
                superuser,
                tier,
                roles,
                account.credentialVersion(),
                createdAt,
                account.revokedBefore(),
                emailState,
                account.apiTokensRevokedBefore());
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
