package dev.keycard.verifier;

import dev.keycard.authentication.Credential;
import dev.keycard.id.UserId;
import dev.keycard.jwt.VerifiedToken;
import dev.keycard.metrics.Metrics;
import dev.keycard.revocation.AccountStatus;
import dev.keycard.revocation.CachedAccount;
import dev.keycard.revocation.ChangeConfig;
import dev.keycard.revocation.ChangeFeed;
import dev.keycard.revocation.ChangeSource;
import dev.keycard.revocation.RecentRevocations;
import dev.keycard.revocation.RevocationCheck;
import dev.keycard.verifier.VerifierResult.Cause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** The revocations that a verifier has read. Thread-safe. */
final class Revocations {

    private static final Logger LOG = LoggerFactory.getLogger(Revocations.class);
    private static final double NANOS = 1e9;
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final ChangeConfig following;
    private final Duration reach;
    private final RecentRevocations recent;
    private final ChangedUsers users;
    private final ChangeFeed feed;
    private final RevocationCheck check;
    private volatile boolean begun;
    private volatile boolean away;

    Revocations(
            ChangeSource source,
            ChangeConfig following,
            Duration longestAccess,
            InstantSource clock,
            LongSupplier nanoClock) {
        this.following = following;
        this.reach = longestAccess.plus(MARGIN);
        Duration kept = reach.plus(MARGIN);
        this.recent = new RecentRevocations(clock, kept);
        this.users = new ChangedUsers(clock, kept);
        this.feed = new ChangeFeed(source, clock, nanoClock, following, kept);
        this.check = new RevocationCheck(feed, recent);
        feed.listen(recent::onChange);
        feed.listen(users::onChange);
        feed.watch(recent);
        feed.watch(users);
    }

    RevocationCheck check() {
        return check;
    }

    /** For how long back revocations are known. */
    Duration reach() {
        return reach;
    }

    Duration age() {
        return feed.age();
    }

    /** Registers the metrics of the feed, with the names that a server has, too. */
    void watch(Metrics metrics) {
        metrics.gauge(
                "keycard_feed_age_seconds",
                "The age of the view of the revocations.",
                () -> feed.age().toNanos() / NANOS);
        metrics.gauge(
                "keycard_feed_fresh",
                "1 while that view is recent enough to accept tokens.",
                () -> feed.isFresh() ? 1 : 0);
        metrics.gauge("keycard_known_changes", "Revocations that are kept in memory.", recent::size);
    }

    Duration poll() {
        return following.poll();
    }

    /** Why a genuine token of a login must not be accepted; empty if no revocation applies to it. */
    Optional<Cause> against(VerifiedToken token, Credential credential) {
        if (check.ended(new Account(token, users), credential, token.countsFrom())) {
            return Optional.of(Cause.LOGIN_ENDED);
        }
        if (users.mayHaveChangedSince(token.userId(), token.countsFrom())) {
            return Optional.of(Cause.USER_CHANGED);
        }
        return check.coversIssuedAt(token.countsFrom()) ? Optional.empty() : Optional.of(Cause.TOO_OLD);
    }

    /** The token's user, until the user changes. */
    CachedAccount account(VerifiedToken token) {
        return new Account(token, users);
    }

    /** Reads new changes. Called on a schedule, and when there are some; after a failure the view becomes older. */
    synchronized void catchUp() {
        try {
            if (begun) {
                feed.catchUp();
            } else {
                // What ended since this was made, and is older than the feed reads back, is not known.
                recent.prune();
                feed.start();
                begun = true;
            }
            if (away) {
                LOG.info("revocations are read again");
            }
            away = false;
        } catch (RuntimeException failure) {
            LOG.atLevel(away ? Level.DEBUG : Level.WARN).setCause(failure).log("revocations cannot be read");
            away = true;
        }
    }

    /** What ended before that moment may not be known: tokens that were issued before it are refused. */
    void forgetBefore(Instant moment) {
        recent.forgetBefore(moment);
    }

    void prune() {
        recent.prune();
        users.prune();
    }

    /** The status of an account according to a token: it was active when the token was issued. */
    private record Account(VerifiedToken token, ChangedUsers users) implements AccountStatus, CachedAccount {

        @Override
        public UserId id() {
            return token.userId();
        }

        @Override
        public boolean active() {
            return true;
        }

        @Override
        public Instant revokedBefore() {
            return Instant.MIN;
        }

        @Override
        public @Nullable AccountStatus status() {
            return users.mayHaveChangedSince(token.userId(), token.countsFrom()) ? null : this;
        }
    }
}
