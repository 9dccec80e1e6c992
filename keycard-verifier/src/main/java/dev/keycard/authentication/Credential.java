package dev.keycard.authentication;

import dev.keycard.id.TimeId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The credential that a principal presented, without its secret. */
public sealed interface Credential {

    /** The login that the credential belongs to, if it belongs to one. */
    default Optional<TimeId> login() {
        return Optional.empty();
    }

    /**
     * The id of the row of the credential: its login, or the API token itself. Empty if the store has neither, as for a
     * password or a token that another program signed.
     */
    default Optional<TimeId> id() {
        return login();
    }

    /** Whether it has only a part of its user's rights, which its scopes name. */
    default boolean isLimited() {
        return false;
    }

    /**
     * When the user was authenticated: the moment of the sign-in that the credential comes from ({@code auth_time}). It needs
     * no look-up. Empty if it is not known, as for an API token or a token that another program signed. The moment may be
     * slightly ahead of this machine's clock if another machine wrote it.
     */
    default Optional<Instant> authTime() {
        return Optional.empty();
    }

    /**
     * A JWT access token.
     *
     * @param loginId the login it was issued for; null if another program signed it
     * @param authenticatedAt see {@link #authTime}, in whole seconds; null if the token has no {@code auth_time}
     * @param named the login that a token of another program names: it gives the token nothing, but when that login ends, the
     *     token ends too
     */
    record AccessToken(
            @Nullable TimeId loginId,
            @Nullable Instant authenticatedAt,
            @Nullable TimeId named) implements Credential {

        public AccessToken(@Nullable TimeId loginId, @Nullable Instant authenticatedAt) {
            this(loginId, authenticatedAt, null);
        }

        @Override
        public Optional<TimeId> login() {
            return Optional.ofNullable(loginId);
        }

        @Override
        public Optional<Instant> authTime() {
            return Optional.ofNullable(authenticatedAt);
        }
    }

    /**
     * A browser's session cookie.
     *
     * @param authenticatedAt see {@link #authTime}
     */
    record Session(TimeId loginId, Instant authenticatedAt) implements Credential {
        @Override
        public Optional<TimeId> login() {
            return Optional.of(loginId);
        }

        @Override
        public Optional<Instant> authTime() {
            return Optional.of(authenticatedAt);
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

        @Override
        public Optional<TimeId> id() {
            return Optional.of(tokenId);
        }

        @Override
        public boolean isLimited() {
            return !scopes.isEmpty();
        }
    }

    /** A name and a password in the request (RFC 7617). */
    record Basic() implements Credential {}
}
