package dev.keycard.audit;

import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to someone's access. Holds no secret, so that it may be written anywhere.
 *
 * <p>An {@link Act} changed something: the store that changed it writes the event in the same transaction, so that neither is
 * there without the other. An {@link Observation} changed nothing: it is written soon after, many together.
 */
public sealed interface AuthEvent {

    /** What it is called wherever it is written. A word that does not change. */
    String kind();

    AuditContext context();

    /** Whom it is about; null if that is nobody, or nobody known. */
    default @Nullable UserId userId() {
        return null;
    }

    /** What else is known of it, by names that do not change. */
    default Map<String, String> details() {
        return Map.of();
    }

    /** Something that was done. */
    sealed interface Act extends AuthEvent {}

    /** Something that was seen, or refused. */
    sealed interface Observation extends AuthEvent {}

    /**
     * Someone signed in.
     *
     * @param method how: {@code token}, {@code session} or {@code token-auth}
     * @param credential the login or API token that came of it
     */
    record SignedIn(AuditContext context, UserId userId, String method, TimeId credential) implements Act {
        @Override
        public String kind() {
            return "signed_in";
        }

        @Override
        public Map<String, String> details() {
            return Map.of("method", method, "credential", credential.text());
        }
    }

    /** One login was ended; the reason is that of the login. */
    record LoginEnded(AuditContext context, UserId userId, TimeId login, String reason) implements Act {
        @Override
        public String kind() {
            return "login_ended";
        }

        @Override
        public Map<String, String> details() {
            return Map.of("login", login.text(), "reason", reason);
        }
    }

    /** A refresh token that had been exchanged came back: it is in two hands, and its login was ended. */
    record RefreshReused(AuditContext context, UserId userId, TimeId login) implements Act {
        @Override
        public String kind() {
            return "refresh_reused";
        }

        @Override
        public Map<String, String> details() {
            return Map.of("login", login.text());
        }
    }

    /** All logins of a user were ended, but perhaps the one that asked for it. */
    record AllLoginsEnded(AuditContext context, UserId userId, String reason, int live) implements Act {
        @Override
        public String kind() {
            return "all_logins_ended";
        }

        @Override
        public Map<String, String> details() {
            return Map.of("reason", reason, "live", Integer.toString(live));
        }
    }

    /** A password was changed, and with it all logins ended but the one that asked for it. */
    record PasswordChanged(AuditContext context, UserId userId) implements Act {
        @Override
        public String kind() {
            return "password_changed";
        }
    }

    /** An API token was made. */
    record ApiTokenCreated(AuditContext context, UserId userId, TimeId token) implements Act {
        @Override
        public String kind() {
            return "api_token_created";
        }

        @Override
        public Map<String, String> details() {
            return Map.of("token", token.text());
        }
    }

    /** An API token was ended. */
    record ApiTokenEnded(AuditContext context, UserId userId, TimeId token) implements Act {
        @Override
        public String kind() {
            return "api_token_ended";
        }

        @Override
        public Map<String, String> details() {
            return Map.of("token", token.text());
        }
    }

    /**
     * All API tokens of a user were ended.
     *
     * @param live how many there were
     */
    record ApiTokensEnded(AuditContext context, UserId userId, String reason, int live) implements Act {
        @Override
        public String kind() {
            return "api_tokens_ended";
        }

        @Override
        public Map<String, String> details() {
            return Map.of("reason", reason, "live", Integer.toString(live));
        }
    }

    /**
     * An API token was replaced by another of the same name and scopes, and ends soon.
     *
     * @param successor the new token
     */
    record ApiTokenRotated(AuditContext context, UserId userId, TimeId token, TimeId successor) implements Act {
        @Override
        public String kind() {
            return "api_token_rotated";
        }

        @Override
        public Map<String, String> details() {
            return Map.of("token", token.text(), "successor", successor.text());
        }
    }

    /** A user was created. */
    record UserCreated(AuditContext context, UserId userId) implements Act {
        @Override
        public String kind() {
            return "user_created";
        }
    }

    /**
     * A user was changed.
     *
     * @param fields which of their fields have other values than before
     */
    record UserChanged(AuditContext context, UserId userId, Set<String> fields) implements Act {

        public UserChanged {
            fields = Set.copyOf(fields);
        }

        @Override
        public String kind() {
            return "user_changed";
        }

        @Override
        public Map<String, String> details() {
            return Map.of("fields", String.join(",", new TreeSet<>(fields)));
        }
    }

    /** A user was deleted, with all logins and API tokens. */
    record UserDeleted(AuditContext context, UserId userId) implements Act {
        @Override
        public String kind() {
            return "user_deleted";
        }
    }

    /** A user asked for another mail address, which is not effective yet. */
    record EmailChangeAsked(AuditContext context, UserId userId, TimeId change) implements Act {
        @Override
        public String kind() {
            return "email_change_asked";
        }

        @Override
        public Map<String, String> details() {
            return Map.of("change", change.text());
        }
    }

    /** Another mail address became effective, because a link that was mailed to it was opened. */
    record EmailChanged(AuditContext context, UserId userId, TimeId change) implements Act {
        @Override
        public String kind() {
            return "email_changed";
        }

        @Override
        public Map<String, String> details() {
            return Map.of("change", change.text());
        }
    }

    /**
     * A change of the mail address was undone by a link that was mailed to the former address; all logins and API tokens ended.
     */
    record EmailChangeUndone(AuditContext context, UserId userId, TimeId change) implements Act {
        @Override
        public String kind() {
            return "email_change_undone";
        }

        @Override
        public Map<String, String> details() {
            return Map.of("change", change.text());
        }
    }

    /** A signing key was added. */
    record KeyAdded(AuditContext context, String kid) implements Act {
        @Override
        public String kind() {
            return "key_added";
        }

        @Override
        public Map<String, String> details() {
            return Map.of("kid", kid);
        }
    }

    /** A signing key was removed, and every token that it signed is refused. */
    record KeyRemoved(AuditContext context, String kid) implements Act {
        @Override
        public String kind() {
            return "key_removed";
        }

        @Override
        public Map<String, String> details() {
            return Map.of("kid", kid);
        }
    }

    /** A name and a password were refused. The name as it was typed is left out: people type passwords there. */
    record SignInFailed(AuditContext context, @Nullable UserId userId) implements Observation {
        @Override
        public String kind() {
            return "sign_in_failed";
        }
    }

    /** The right password came from an address from which the user did not sign in lately, though they did from others. */
    record UnfamiliarSignIn(AuditContext context, UserId userId) implements Observation {
        @Override
        public String kind() {
            return "unfamiliar_sign_in";
        }
    }

    /** A sign-in was refused without looking at the password, because too many had failed. */
    record SignInThrottled(AuditContext context) implements Observation {
        @Override
        public String kind() {
            return "sign_in_throttled";
        }
    }

    /** Someone who is signed in was refused what only staff may do. */
    record PermissionRefused(AuditContext context, UserId userId, String route, String method) implements Observation {
        @Override
        public String kind() {
            return "permission_refused";
        }

        @Override
        public Map<String, String> details() {
            return Map.of("route", route, "method", method);
        }
    }

    /**
     * A refresh token that was just exchanged came back and was given the same successor, for tabs and retries.
     *
     * @param sameClient whether it came from the address and with the user agent that exchanged it
     */
    record RefreshRepeated(AuditContext context, UserId userId, TimeId login, boolean sameClient)
            implements Observation {
        @Override
        public String kind() {
            return "refresh_repeated";
        }

        @Override
        public Map<String, String> details() {
            return Map.of("login", login.text(), "client", sameClient ? "same" : "other");
        }
    }

    /** A mail was sent with which a user can set a new password. */
    record PasswordResetSent(AuditContext context, UserId userId) implements Observation {
        @Override
        public String kind() {
            return "password_reset_sent";
        }
    }

    /**
     * So many further observations like one that was written in the same minute. It has the kind of those for which it stands.
     *
     * @param latest the last of them, which tells when and, unless they differ, where and about whom
     * @param count how many they are
     * @param others whether they differ in address, user or details, because so many came that they were not told apart
     */
    record Repeated(Observation latest, long count, boolean others) implements Observation {
        @Override
        public String kind() {
            return latest.kind();
        }

        @Override
        public AuditContext context() {
            return others ? AuditContext.at(latest.context().at()) : latest.context();
        }

        @Override
        public @Nullable UserId userId() {
            return others ? null : latest.userId();
        }

        @Override
        public Map<String, String> details() {
            Map<String, String> details = new TreeMap<>(others ? Map.of("others", "true") : latest.details());
            details.put("count", Long.toString(count));
            return details;
        }
    }

    /** So many observations came at once that some were not written. */
    record ObservationsDropped(AuditContext context, long count) implements Observation {
        @Override
        public String kind() {
            return "observations_dropped";
        }

        @Override
        public Map<String, String> details() {
            return Map.of("count", Long.toString(count));
        }
    }
}
