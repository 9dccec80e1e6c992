package dev.keycard.authentication;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.keycard.user.User;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Credentials that were checked before, by their whole text as presented: the second sight of a token costs a look-up instead
 * of a signature check or a read. Only good ones are kept, so nobody can fill it without being let in. Every hit checks the
 * credential's own expiry and its {@link Standing}; whatever is not clearly good is left to the full check, which finds the
 * right refusal. Bounded by the sum of the texts' lengths. Thread-safe.
 */
public final class CredentialMemory {

    private record Known(AuthenticatedPrincipal principal, Outcome outcome, Instant issuedAt, long expiresAtMillis) {}

    private static final long MOST_CHARACTERS = 16_000_000;

    private final Standing standing;
    private final InstantSource clock;
    private final Cache<String, Known> known;

    /** Forgets each credential after that time; it must not exceed the memory of {@code KnownChanges}. */
    public CredentialMemory(Standing standing, InstantSource clock, Duration longest) {
        this.standing = standing;
        this.clock = clock;
        this.known = Caffeine.newBuilder()
                .maximumWeight(MOST_CHARACTERS)
                .weigher((String text, Known value) -> text.length() + 200)
                .expireAfterWrite(longest)
                .build();
    }

    /** The outcome for a credential seen before and still good. */
    @SuppressWarnings("ReferenceEquality") // the same object means that the user was not read again since
    public Optional<Outcome> recall(String text) {
        Known hit = known.getIfPresent(text);
        if (hit == null) {
            return Optional.empty();
        }
        if (clock.millis() >= hit.expiresAtMillis) {
            known.invalidate(text);
            return Optional.empty();
        }
        AuthenticatedPrincipal principal = hit.principal;
        User user = standing.userInGoodStanding(principal.user().id(), principal.credential(), hit.issuedAt);
        if (user == null) {
            return Optional.empty();
        }
        if (user == principal.user()) {
            return Optional.of(hit.outcome);
        }
        return Optional.of(remember(
                text, new AuthenticatedPrincipal(user, principal.credential()), hit.issuedAt, hit.expiresAtMillis));
    }

    /**
     * Keeps a credential that was just checked and found good, and returns that outcome.
     *
     * @param expiresAt when it stops being good by itself; null for never
     */
    public Outcome remember(
            String text, AuthenticatedPrincipal principal, Instant issuedAt, @Nullable Instant expiresAt) {
        return remember(text, principal, issuedAt, expiresAt == null ? Long.MAX_VALUE : expiresAt.toEpochMilli());
    }

    private Outcome remember(String text, AuthenticatedPrincipal principal, Instant issuedAt, long expiresAtMillis) {
        Outcome outcome = new Outcome.Authenticated(principal);
        known.put(text, new Known(principal, outcome, issuedAt, expiresAtMillis));
        return outcome;
    }
}
