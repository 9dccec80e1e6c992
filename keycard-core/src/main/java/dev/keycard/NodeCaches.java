package dev.keycard;

import dev.keycard.api.Internal;
import dev.keycard.change.ChangeLog;
import dev.keycard.change.ChangePages;
import dev.keycard.change.ChangeStream;
import dev.keycard.revocation.Change;
import dev.keycard.revocation.ChangeFeed;
import dev.keycard.revocation.CredentialCache;
import dev.keycard.revocation.RecentRevocations;
import dev.keycard.revocation.RevocationCheck;
import dev.keycard.store.Subscription;
import dev.keycard.user.Owners;
import dev.keycard.user.UserCache;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;

/** The caches of this node: the change feed, the recent revocations, the users, and the credentials. */
@Internal
public final class NodeCaches {

    /**
     * How much longer than the lifetime of an access token a revocation is kept, because clocks differ and feeds may be slow.
     */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final ChangeLog log;
    private final InstantSource clock;
    private final Duration reach;
    private final Duration longestBelief;
    private final RecentRevocations changes;
    private final UserCache users;
    private final ChangeFeed feed;
    private final RevocationCheck revocations;
    private final EngineMetrics metrics;
    private final CacheSizes sizes;
    private final ChangeStream stream;
    private final ChangePages pages;
    private volatile Subscription commits = () -> {};

    NodeCaches(KeycardConfig config, ChangeLog log, UserSource source, Environment environment) {
        this.log = log;
        this.clock = environment.clock();
        this.reach = config.jwt().longestAccess().plus(MARGIN);
        Duration kept = reach.plus(MARGIN);
        Duration believed = source.believed();
        this.longestBelief = believed == null || reach.compareTo(believed) < 0 ? reach : believed;
        this.sizes = environment.cacheSizes();
        this.changes = new RecentRevocations(clock, kept, sizes.changes());
        this.users = believed == null
                ? new UserCache(source.lookup(), sizes.users())
                : new UserCache(source.lookup(), sizes.users(), believed, environment.nanoClock());
        this.feed = new ChangeFeed(log, clock, environment.nanoClock(), config.change(), kept);
        this.revocations = new RevocationCheck(feed, changes);
        feed.listen(changes::onChange);
        feed.listen(users::onChange);
        feed.watch(changes);
        feed.watch(users);
        this.metrics = new EngineMetrics(environment.metrics());
        this.stream = new ChangeStream(feed, log, environment.nanoClock(), sizes.streamedChanges());
        this.pages = new ChangePages(stream, log, clock, kept);
        metrics.watch(this);
    }

    /** Starts to receive changes: those that are committed through the same stores, and those that are read from the log. */
    void start() {
        commits = log.onCommit(this::publish);
        // The feed reads back from this moment: what ended before, since the engine was made, is not known from memory.
        changes.prune();
        feed.start();
    }

    private void publish(List<Change> changes) {
        feed.publish(changes);
        stream.committed();
    }

    /** Passes changes on to followers outside of this process. */
    public ChangeStream stream() {
        return stream;
    }

    /** What such followers missed. */
    public ChangePages pages() {
        return pages;
    }

    /** Removes the listener of changes that are committed through the same stores. */
    void stop() {
        commits.close();
    }

    /** How old the revocations are that the caches keep. */
    public Duration reach() {
        return reach;
    }

    public RecentRevocations changes() {
        return changes;
    }

    public UserCache users() {
        return users;
    }

    /** Finds the users whom credentials name. */
    public Owners owners() {
        return new Owners(users, revocations);
    }

    public ChangeFeed feed() {
        return feed;
    }

    public RevocationCheck revocations() {
        return revocations;
    }

    /**
     * Makes the cache of credentials for one scheme. Each scheme has its own, so that credentials of different schemes cannot
     * be confused.
     */
    public <T> CredentialCache<T> newCredentialCache(String scheme) {
        return watched(scheme, new CredentialCache<>(revocations, clock, longestBelief, sizes.credentialBytes()));
    }

    /** The same for credentials whose check depends on something that changes. */
    public <T> CredentialCache<T> newCredentialCache(String scheme, LongSupplier epoch) {
        return watched(
                scheme, new CredentialCache<>(revocations, clock, longestBelief, sizes.credentialBytes(), epoch));
    }

    private <T> CredentialCache<T> watched(String scheme, CredentialCache<T> cache) {
        metrics.watch(scheme, cache);
        return cache;
    }
}
