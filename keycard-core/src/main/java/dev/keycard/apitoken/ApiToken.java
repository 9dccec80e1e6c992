package dev.keycard.apitoken;

import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A long-lived opaque credential, without its secret.
 *
 * @param name what its owner calls it, empty for one made by signing in
 * @param scopes what it is limited to; empty means not limited
 * @param prefix its first characters, to recognise it by
 * @param signIn whether it was made by signing in, and so counts towards the limit of those
 * @param expiresAt null if it lives until it is ended
 * @param lastUsedAt null if it was never used; lags behind by a few seconds
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

    /** The scope of services that may ask what other tokens are good for. */
    public static final String INTROSPECT = "introspect";

    /** The scope of programs that may do what staff otherwise have to prove themselves for: they make users. */
    public static final String PROVISION = "provision";

    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,64}"); // RFC 6749 3.3

    public ApiToken {
        scopes = Set.copyOf(scopes);
    }

    /** Whether the text can be the name of a scope. One with a blank would be two wherever scopes are listed. */
    public static boolean isScope(String text) {
        return SCOPE.matcher(text).matches();
    }

    public Instant createdAt() {
        return id.time();
    }

    /** Whether the token can be used at that moment, its owner permitting. */
    public boolean isLive(Instant now) {
        return endedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }
}
