package dev.keycard.apitoken;

import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A long-lived opaque credential, without its secret. Immutable. Made with {@link #builder}, changed with {@link #toBuilder}.
 *
 * @param name the name that its owner chose; empty for one made by signing in
 * @param scopes the scopes that it is limited to; empty means not limited
 * @param prefix its first characters, to identify it
 * @param signIn whether it was made by signing in, and so counts towards the limit of such tokens
 * @param expiresAt null if it lives until it is ended
 * @param lastUsedAt null if it was never used; written with a delay of a few seconds
 */
public record ApiToken(
        TimeId id,
        UserId userId,
        String name,
        Set<String> scopes,
        String prefix,
        boolean signIn,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant endedAt) {

    /** The scope of services that may introspect the tokens of others. */
    public static final String INTROSPECT = "introspect";

    /** The scope of programs that may manage users without the recent proof that staff need. */
    public static final String PROVISION = "provision";

    /** The scope of services that may follow changes: which logins, users and tokens ended. */
    public static final String CHANGES = "changes";

    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,64}"); // RFC 6749 3.3

    public ApiToken {
        scopes = Set.copyOf(scopes);
    }

    /** Begins a token without a name that is not limited and lives until it is ended; not made by signing in. */
    public static Builder builder(TimeId id, UserId userId, String prefix) {
        return new Builder(id, userId, prefix);
    }

    /** Begins with everything as this token has it. */
    public Builder toBuilder() {
        return new Builder(id, userId, prefix)
                .name(name)
                .scopes(scopes)
                .signIn(signIn)
                .expiresAt(expiresAt)
                .lastUsedAt(lastUsedAt)
                .endedAt(endedAt);
    }

    /** Whether the text is a valid scope. Blanks are refused, because lists of scopes are separated by blanks. */
    public static boolean isScope(String text) {
        return SCOPE.matcher(text).matches();
    }

    public Instant createdAt() {
        return id.time();
    }

    /** Whether the token can be used at that moment, if its owner is active. */
    public boolean isLive(Instant now) {
        return endedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }

    /** Collects the fields of a token. Not thread-safe. */
    public static final class Builder {
        private final TimeId id;
        private final UserId userId;
        private final String prefix;
        private String name = "";
        private Set<String> scopes = Set.of();
        private boolean signIn;
        private @Nullable Instant expiresAt;
        private @Nullable Instant lastUsedAt;
        private @Nullable Instant endedAt;

        private Builder(TimeId id, UserId userId, String prefix) {
            this.id = id;
            this.userId = userId;
            this.prefix = prefix;
        }

        public Builder name(String text) {
            name = text;
            return this;
        }

        public Builder scopes(Set<String> names) {
            scopes = names;
            return this;
        }

        public Builder signIn(boolean bySigningIn) {
            signIn = bySigningIn;
            return this;
        }

        public Builder expiresAt(@Nullable Instant moment) {
            expiresAt = moment;
            return this;
        }

        public Builder lastUsedAt(@Nullable Instant moment) {
            lastUsedAt = moment;
            return this;
        }

        public Builder endedAt(@Nullable Instant moment) {
            endedAt = moment;
            return this;
        }

        public ApiToken build() {
            return new ApiToken(id, userId, name, scopes, prefix, signIn, expiresAt, lastUsedAt, endedAt);
        }
    }
}
