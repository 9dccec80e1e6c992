package dev.keycard.authentication;

import dev.keycard.id.TimeId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a principal presented, without its secret. */
public sealed interface Credential {

    /** The login that the credential belongs to, if it belongs to one. */
    default Optional<TimeId> login() {
        return Optional.empty();
    }

    /**
     * A JWT access token.
     *
     * @param loginId the login it was issued for; null if another program signed it with a shared key
     */
    record AccessToken(@Nullable TimeId loginId) implements Credential {
        @Override
        public Optional<TimeId> login() {
            return Optional.ofNullable(loginId);
        }
    }

    /** A browser's session cookie. */
    record Session(TimeId loginId) implements Credential {
        @Override
        public Optional<TimeId> login() {
            return Optional.of(loginId);
        }
    }

    /**
     * An API token.
     *
     * @param scopes what it is limited to; empty means not limited
     * @param expiresAt null if it lives until it is ended
     */
    record ApiToken(
            TimeId tokenId, Set<String> scopes, @Nullable Instant expiresAt) implements Credential {
        public ApiToken {
            scopes = Set.copyOf(scopes);
        }
    }

    /** A name and a password sent along with the request (RFC 7617). */
    record Basic() implements Credential {}
}
