package dev.keycard;

import dev.keycard.authentication.CredentialMemory;
import dev.keycard.authentication.Standing;
import dev.keycard.change.ChangeFeed;
import dev.keycard.change.KnownChanges;
import dev.keycard.user.Users;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** What this node knows without asking: the feed of changes, what it taught, the users, and the credentials seen before. */
final class NodeMemory {

    /** How much longer than an access token lives its ending is remembered: for clocks that differ, and slow feeds. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Duration reach;
    private final KnownChanges changes;
    private final Users users;
    private final ChangeFeed feed;
    private final Standing standing;
    private final EngineFigures figures;
    private final MemorySizes sizes;

    NodeMemory(KeycardConfig config, Stores stores, Platform platform) {
        this.clock = platform.clock();
        this.reach = config.jwt().accessLifetime().plus(config.jwt().leeway()).plus(MARGIN);
        Duration kept = reach.plus(MARGIN);
        this.sizes = platform.memory();
        this.changes = new KnownChanges(clock, kept, sizes.changes());
        this.users = new Users(stores.users(), sizes.users());
        this.feed = new ChangeFeed(stores.changes(), clock, platform.nanoClock(), config.change(), kept);
        this.standing = new Standing(feed, changes);
        feed.listen(changes::learn);
        feed.listen(users::learn);
        this.figures = new EngineFigures(platform.meters());
        figures.watch(this);
    }

    /** For how long back endings are known. */
    Duration reach() {
        return reach;
    }

    KnownChanges changes() {
        return changes;
    }

    Users users() {
        return users;
    }

    ChangeFeed feed() {
        return feed;
    }

    Standing standing() {
        return standing;
    }

    /** A memory of credentials for one scheme; each scheme has its own, so that one is never taken for another. */
    CredentialMemory newCredentialMemory(String scheme) {
        CredentialMemory memory = new CredentialMemory(standing, clock, reach, sizes.credentialBytes());
        figures.watch(scheme, memory);
        return memory;
    }

    /** The same for credentials checked by something that changes. */
    CredentialMemory newCredentialMemory(String scheme, LongSupplier epoch) {
        CredentialMemory memory = new CredentialMemory(standing, clock, reach, sizes.credentialBytes(), epoch);
        figures.watch(scheme, memory);
        return memory;
    }
}
