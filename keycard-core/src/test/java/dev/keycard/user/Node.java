package dev.keycard.user;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.crypto.Entropy;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.revocation.Change;
import dev.keycard.revocation.ChangeConfig;
import dev.keycard.revocation.ChangeFeed;
import dev.keycard.revocation.CredentialCache;
import dev.keycard.revocation.MemoryLog;
import dev.keycard.revocation.RecentRevocations;
import dev.keycard.revocation.RevocationCheck;
import dev.keycard.revocation.Validity;
import dev.keycard.support.HandClock;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;

/** What a node knows, put together as the engine does, over a log and users that a test fills. */
final class Node {

    static final long ALICE = 1;
    static final Duration REACH = Duration.ofMinutes(6);

    final HandClock clock = new HandClock();
    final Entropy entropy = new Random(5)::nextBytes;
    final MemoryLog log = new MemoryLog();
    final UserSource source = new UserSource();
    final UserCache users = new UserCache(source);
    final RecentRevocations changes = new RecentRevocations(clock, REACH.plusMinutes(1));
    final ChangeFeed feed = new ChangeFeed(log, clock, clock::nanoTime, ChangeConfig.defaults(), REACH.plusMinutes(1));
    final RevocationCheck revocations = new RevocationCheck(feed, changes);
    final CredentialCache<AuthenticatedPrincipal> memory = new CredentialCache<>(revocations, clock, REACH);
    final Owners owners = new Owners(users, revocations);

    Node() {
        log.onCommit(feed::publish);
        feed.listen(changes::onChange);
        feed.listen(users::onChange);
        source.put(UserSource.user(ALICE));
    }

    /** A node that has caught up, and knows Alice. */
    static Node started() {
        Node node = new Node();
        node.feed.start();
        node.users.load(UserId.of(ALICE));
        return node;
    }

    CachedUser remembered() {
        return users.load(UserId.of(ALICE)).orElseThrow();
    }

    User alice() {
        return Objects.requireNonNull(remembered().user());
    }

    /** Keeps what a check that began then found good. */
    AuthenticatedPrincipal keep(String text, AuthenticatedPrincipal principal, CredentialCache.Check check) {
        return keep(memory, text, principal, check);
    }

    /** The same in another cache. */
    AuthenticatedPrincipal keep(
            CredentialCache<AuthenticatedPrincipal> cache,
            String text,
            AuthenticatedPrincipal principal,
            CredentialCache.Check check) {
        return cache.put(
                text, principal, new Validity(principal.credential(), remembered(), HandClock.START, null, check));
    }

    TimeId newId() {
        return TimeId.at(clock.instant(), entropy);
    }

    /** Something that another node did, and that this one learns. */
    void learn(Change change) {
        log.others(clock.instant(), change);
        feed.catchUp();
    }

    /** Lets time pass while the feed is followed. */
    void advance(Duration time) {
        clock.advance(time);
        feed.catchUp();
        changes.prune();
    }

    /** Alice becomes someone else, as others did it. */
    void change(User changed) {
        source.put(changed);
        learn(new Change.UserChanged(UserId.of(ALICE)));
    }
}
