package dev.keycard.user;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Subject;
import dev.keycard.id.UserId;
import dev.keycard.password.PasswordOwner;
import dev.keycard.revocation.AccountStatus;
import java.time.Instant;
import java.util.Set;

/**
 * Someone who can sign in. Holds no password and no hash of one, so it can be cached, logged and passed around. Immutable.
 * Programs make users with {@link #builder} or {@link #named}, and change them with {@link #toBuilder} or the methods that begin
 * with {@code with}; a user in the store is changed by a {@link UserChange}.
 *
 * @param id never given again, not even after the user is deleted
 * @param active whether the user may sign in and use what was issued to them
 * @param staff whether the user may use the staff API
 * @param superuser whether every permission is granted
 * @param tier the name of the user's tier, empty if none
 * @param credentialVersion grows with each change of the password; what was begun under an older one is not completed
 * @param revokedBefore logins that began at or before this moment have ended, except one that a password change spared
 * @param emailState what is known about the mail address
 * @param apiTokensRevokedBefore API tokens of the user that were made at or before this moment have ended
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

    /** An active user without a profile, rights or roles, for directories of applications. */
    public static User named(UserId id, String username) {
        return builder(id, username).build();
    }

    /** Begins an active user without a profile, rights or roles, about whom nothing is kept yet. */
    public static Builder builder(UserId id, String username) {
        return new Builder(id, username);
    }

    /** Begins with everything as this user has it. */
    public Builder toBuilder() {
        return new Builder(id, username)
                .email(email)
                .emailState(emailState)
                .firstName(firstName)
                .lastName(lastName)
                .active(active)
                .staff(staff)
                .superuser(superuser)
                .tier(tier)
                .roles(roles)
                .credentialVersion(credentialVersion)
                .createdAt(createdAt)
                .revokedBefore(revokedBefore)
                .apiTokensRevokedBefore(apiTokensRevokedBefore);
    }

    /** The same user under another id. */
    public User withId(UserId other) {
        return toBuilder().id(other).build();
    }

    /** The same user under another name. */
    public User withUsername(String name) {
        return toBuilder().username(name).build();
    }

    /** The same user with a mail address that is not known to be theirs, unless it is the one that they have. */
    public User withEmail(String address) {
        return toBuilder().email(address).build();
    }

    /** The same user, of whose address something else is known. */
    public User withEmailState(EmailState state) {
        return toBuilder().emailState(state).build();
    }

    /** The same user with other names. */
    public User withNames(String first, String last) {
        return toBuilder().firstName(first).lastName(last).build();
    }

    /** The same user with other rights. */
    public User withRights(boolean isStaff, boolean isSuperuser) {
        return toBuilder().staff(isStaff).superuser(isSuperuser).build();
    }

    /** The same user with that tier and those roles. */
    public User withRoles(String ofTier, Set<String> ofRoles) {
        return toBuilder().tier(ofTier).roles(ofRoles).build();
    }

    /** The same user, let in or shut out. */
    public User withActive(boolean letIn) {
        return toBuilder().active(letIn).build();
    }

    /** The same user with what is kept about them; active only if both say so. */
    User with(Account account) {
        return toBuilder().account(account).active(active && account.active()).build();
    }

    /** The texts that a password of this user must not follow from. */
    public PasswordOwner passwordOwner() {
        return new PasswordOwner(username, email, firstName, lastName);
    }

    /** Collects the fields of a user. Not thread-safe. */
    public static final class Builder {
        private UserId id;
        private String username;
        private String email = "";
        private EmailState emailState = EmailState.UNCONFIRMED;
        private String firstName = "";
        private String lastName = "";
        private boolean active = true;
        private boolean staff;
        private boolean superuser;
        private String tier = "";
        private Set<String> roles = Set.of();
        private long credentialVersion = Account.NOT_KEPT;
        private Instant createdAt = Instant.EPOCH;
        private Instant revokedBefore = Instant.EPOCH;
        private Instant apiTokensRevokedBefore = Instant.EPOCH;

        private Builder(UserId id, String username) {
            this.id = id;
            this.username = username;
        }

        public Builder id(UserId other) {
            id = other;
            return this;
        }

        public Builder username(String name) {
            username = name;
            return this;
        }

        /** Another address than before is not confirmed, and takes the place of one that was pending. */
        public Builder email(String address) {
            emailState = address.equals(email) ? emailState : EmailState.UNCONFIRMED;
            email = address;
            return this;
        }

        /** What is known about the address; to be called after {@link #email}. */
        public Builder emailState(EmailState state) {
            emailState = state;
            return this;
        }

        public Builder firstName(String name) {
            firstName = name;
            return this;
        }

        public Builder lastName(String name) {
            lastName = name;
            return this;
        }

        public Builder active(boolean letIn) {
            active = letIn;
            return this;
        }

        public Builder staff(boolean isStaff) {
            staff = isStaff;
            return this;
        }

        public Builder superuser(boolean isSuperuser) {
            superuser = isSuperuser;
            return this;
        }

        public Builder tier(String name) {
            tier = name;
            return this;
        }

        public Builder roles(Set<String> names) {
            roles = names;
            return this;
        }

        public Builder credentialVersion(long version) {
            credentialVersion = version;
            return this;
        }

        public Builder createdAt(Instant moment) {
            createdAt = moment;
            return this;
        }

        public Builder revokedBefore(Instant moment) {
            revokedBefore = moment;
            return this;
        }

        public Builder apiTokensRevokedBefore(Instant moment) {
            apiTokensRevokedBefore = moment;
            return this;
        }

        /** Everything that an account says about a user, whether they are active included. */
        public Builder account(Account account) {
            return active(account.active())
                    .credentialVersion(account.credentialVersion())
                    .revokedBefore(account.revokedBefore())
                    .apiTokensRevokedBefore(account.apiTokensRevokedBefore());
        }

        public User build() {
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
                    emailState,
                    apiTokensRevokedBefore);
        }
    }
}
