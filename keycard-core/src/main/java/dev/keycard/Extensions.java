package dev.keycard;

import dev.keycard.jwt.VerificationConfig;
import dev.keycard.key.JwtConfig;
import dev.keycard.login.ClaimsContributor;
import dev.keycard.mail.Outbox;
import dev.keycard.password.PasswordHasher;
import dev.keycard.store.PageRequest;
import dev.keycard.user.DirectoryUsers;
import dev.keycard.user.UserDirectory;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The extensions of an engine by an application.
 *
 * @param claims adds claims of the application to access tokens
 * @param outbox sends mail; null if the engine sends none
 * @param directory the application's users; null if Keycard keeps the users itself
 * @param hasher hashes passwords; null for Argon2id
 */
record Extensions(
        ClaimsContributor claims,
        @Nullable Outbox outbox,
        @Nullable UserDirectory directory,
        @Nullable PasswordHasher hasher) {

    /**
     * The application may forget to say that a user has changed, and an account may end by its date. Twice that time passes until
     * both are noticed: for the user, and then for the credentials that were verified with them.
     */
    private static final Duration BELIEVED = Duration.ofMinutes(1);

    static final Extensions NONE = new Extensions(ClaimsContributor.NONE, null, null, null);

    Extensions withClaims(ClaimsContributor other) {
        return new Extensions(
                claims.equals(ClaimsContributor.NONE) ? other : claims.and(other), outbox, directory, hasher);
    }

    Extensions withOutbox(@Nullable Outbox other) {
        return new Extensions(claims, other, directory, hasher);
    }

    Extensions withDirectory(@Nullable UserDirectory other) {
        return new Extensions(claims, outbox, other, hasher);
    }

    Extensions withHasher(@Nullable PasswordHasher other) {
        return new Extensions(claims, outbox, directory, other);
    }

    /** The configuration of tokens, which accept the ids of the application's users. */
    JwtConfig tokens(JwtConfig config) {
        return directory == null
                ? config
                : config.with(config.verification().withUserIds(VerificationConfig.UserIds.TEXTS));
    }

    /** The users with their accounts. */
    UserSource users(Stores stores) {
        return directory == null
                ? new UserSource(stores.users(), null)
                : new UserSource(new DirectoryUsers(directory, stores.accounts()), BELIEVED);
    }

    /**
     * Users of a directory and Keycard's own users could have the same ids, so they never share a database. Each own user has an
     * account, so a database that has accounts and no own user was used with a directory.
     *
     * @throws IllegalArgumentException if the database was used with the other kind of users
     */
    void requireDatabaseOfTheirOwn(Stores stores) {
        boolean ownUsers = !stores.users().list(PageRequest.first(1)).items().isEmpty();
        if (directory != null && ownUsers) {
            throw new IllegalArgumentException(
                    "the database has users of Keycard's own, whose ids the users of a directory could"
                            + " have too: give the directory a database of its own");
        }
        if (directory == null && !ownUsers && !stores.accounts().isEmpty()) {
            throw new IllegalArgumentException(
                    "the database has accounts of users of a directory, whose ids Keycard's own users could"
                            + " have too: open it with the directory, or give Keycard's own users another database");
        }
    }
}
