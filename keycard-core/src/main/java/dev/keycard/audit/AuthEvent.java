package dev.keycard.audit;

import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An event about a user's access. Contains no secret, so that it may be written anywhere.
 *
 * <p>An {@link Act} changed something: the store that changed it writes the event in the same transaction, so that both exist
 * or neither. An {@link Observation} changed nothing: it is written later, many together.
 */
public sealed interface AuthEvent {

    /** The name of its kind, which does not change. */
    String kind();

    AuditContext context();

    /** The user that it is about; null if there is none or it is not known. */
    default @Nullable UserId userId() {
        return null;
    }

    /** Its details, by names that do not change. */
    default Map<String, String> details() {
        return Map.of();
    }

    /** An event that changed something. */
    sealed interface Act extends AuthEvent {}

    /** An event that changed nothing, such as a refusal. */
    sealed interface Observation extends AuthEvent {}

    /**
     * A user signed in.
     *
     * @param method how: {@code token}, {@code session} or {@code token-auth}
     * @param credential the new login or API token
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

    /** A refresh token was presented again after it had been exchanged: two clients have it, so its login was ended. */
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

    /** All logins of a user were ended, perhaps except the one of the request. */
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

    /** A password was changed, and all logins ended except the one of the request. */
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

    /** A name and a password were refused. The name is omitted, because people type passwords there by mistake. */
    record SignInFailed(AuditContext context, @Nullable UserId userId) implements Observation {
        @Override
        public String kind() {
            return "sign_in_failed";
        }
    }

    /** The right password came from an address from which the user did not sign in recently, though the user did from others. */
    record UnfamiliarSignIn(AuditContext context, UserId userId) implements Observation {
        @Override
        public String kind() {
            return "unfamiliar_sign_in";
        }
    }

    /** A sign-in was refused without a check of the password, because too many had failed. */
    record SignInThrottled(AuditContext context) implements Observation {
        @Override
        public String kind() {
            return "sign_in_throttled";
        }
    }

    /** A signed-in user was denied an act of staff. */
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
     * A refresh token that was just exchanged was presented again and got the same successor, for tabs and retries.
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

    /** A mail with a link to set a new password was sent. */
    record PasswordResetSent(AuditContext context, UserId userId) implements Observation {
        @Override
        public String kind() {
            return "password_reset_sent";
        }
    }

    /**
     * A number of observations that repeat one that was written in the same minute. It has their kind.
     *
     * @param latest the last of them: the time and, unless they differ, the address and the user
     * @param count the number of observations
     * @param others whether they differ in address, user or details, because there were too many to distinguish
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

    /** Some observations were not written, because too many came at once. */
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
