package dev.keycard.revocation;

import dev.keycard.api.Internal;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The revocations that this node keeps in memory: those younger than the longest lifetime of a credential that was issued
 * before them. Older ones are not needed, because the credentials that they ended have expired. Thread-safe; used for every
 * request, so each check is one look-up in a map.
 *
 * <p>What is forgotten is forgotten up to a horizon that only moves forward, and {@link #knowsSince} tells on which side of it
 * a moment lies. So an ended credential is never accepted again, even if the clock is set back, leaps and returns, or there are
 * more revocations than room: it is looked up in the store instead.
 */
@Internal
public final class RecentRevocations implements ChangeListener, FeedListener {

    private record Ended(Instant learnedAt) {}

    private record AllEnded(Instant before, @Nullable TimeId spared, Instant learnedAt) {

        boolean covers(TimeId login) {
            return !login.equals(spared) && !login.time().isAfter(before);
        }
    }

    private static final int MAX_KEPT = 300_000;

    /** How far clocks may differ without notice. */
    private static final Duration SKEW = Duration.ofSeconds(20);

    /** How often old revocations are removed while a new one becomes old, if there are many. */
    private static final int PRUNINGS = 32;

    private static final int MANY = 10_000;

    private final InstantSource clock;
    private final Duration memory;
    private final int mostKept;
    private final ConcurrentMap<TimeId, Ended> logins = new ConcurrentHashMap<>();
    private final ConcurrentMap<TimeId, Ended> apiTokens = new ConcurrentHashMap<>();
    private final ConcurrentMap<TimeId, Ended> changedApiTokens = new ConcurrentHashMap<>();
    private final ConcurrentMap<UserId, AllEnded> users = new ConcurrentHashMap<>();

    private volatile Instant latest;
    private volatile Instant horizon;
    private Instant removedBefore;

    /** Keeps each change for that long after it was received, as long as there is room. */
    public RecentRevocations(InstantSource clock, Duration memory) {
        this(clock, memory, MAX_KEPT);
    }

    /** @param mostKept how many revocations of each kind there is room for */
    public RecentRevocations(InstantSource clock, Duration memory, int mostKept) {
        this.clock = clock;
        this.memory = memory;
        this.mostKept = mostKept;
        this.latest = clock.instant();
        this.horizon = latest.minus(memory);
        this.removedBefore = horizon;
    }

    /** Whether the login is known to have ended. */
    public boolean ended(UserId userId, TimeId login) {
        if (logins.containsKey(login)) {
            return true;
        }
        AllEnded all = users.get(userId);
        return all != null && all.covers(login);
    }

    /** Whether the API token is known to have ended. */
    public boolean apiTokenEnded(TimeId token) {
        return apiTokens.containsKey(token);
    }

    /**
     * Whether the API token is known to have changed. Nothing tells what was read of it before from what was read after, so as
     * long as the change is remembered nothing may be decided from memory; later, nothing is left that was read before.
     */
    public boolean apiTokenChanged(TimeId token) {
        return changedApiTokens.containsKey(token);
    }

    /**
     * Whether every ending is still known of what was issued, or found alive, at that moment. To be asked after the ending was
     * looked for: it may be forgotten in between.
     */
    public boolean knowsSince(Instant moment) {
        return !moment.isBefore(horizon);
    }

    /**
     * Whether every ending of a credential that was issued at that moment, by whatever clock, is still known. One that comes from
     * the future was issued by a clock that is ahead: it lives longer than its endings are kept here. To be asked after the
     * ending was looked for.
     */
    public boolean coversIssuedAt(Instant moment) {
        Instant margin = moment.minus(SKEW);
        return knowsSince(margin) && (!margin.isAfter(latest) || !margin.isAfter(clock.instant()));
    }

    @Override
    public synchronized void timeSeen(Instant moment) {
        latest = later(latest, moment);
    }

    /** What is known stays known; of what was issued until now, an ending may be missing. */
    @Override
    public synchronized void restarted() {
        horizon = later(horizon, latest().plus(SKEW));
    }

    @Override
    public synchronized void loginEnded(Change.LoginEnded change) {
        logins.put(change.login(), new Ended(later(latest(), change.login().time())));
        makeRoom();
    }

    @Override
    public synchronized void loginsEnded(Change.LoginsEnded change) {
        Instant learnedAt = later(latest(), change.before());
        users.merge(
                change.userId(), new AllEnded(change.before(), change.spared(), learnedAt), RecentRevocations::both);
        makeRoom();
    }

    @Override
    public synchronized void apiTokenEnded(Change.ApiTokenEnded change) {
        apiTokens.put(change.token(), new Ended(latest()));
        makeRoom();
    }

    @Override
    public synchronized void apiTokenChanged(Change.ApiTokenChanged change) {
        changedApiTokens.put(change.token(), new Ended(latest()));
        makeRoom();
    }

    /** Ends nothing: the cache of users drops the user. */
    @Override
    public void userChanged(Change.UserChanged change) {}

    /** Ends nothing: the keys are read again. */
    @Override
    public void keysChanged(Change.KeysChanged change) {}

    /** Both together: all up to the later moment ended, but for a login that the later spared and the earlier left alone. */
    private static AllEnded both(AllEnded known, AllEnded news) {
        boolean newsIsLater = !news.before().isBefore(known.before());
        AllEnded later = newsIsLater ? news : known;
        AllEnded earlier = newsIsLater ? known : news;
        TimeId spared = later.spared() == null || earlier.covers(later.spared()) ? null : later.spared();
        return new AllEnded(later.before(), spared, later(known.learnedAt(), news.learnedAt()));
    }

    /**
     * Removes revocations that are too old to matter. Called often, because it also records the latest time of the clock. To look
     * at all of them each time would cost more than to receive them, so where there are many, they stay a little longer.
     */
    public synchronized void prune() {
        latest();
        Instant oldest = clock.instant().minus(memory);
        if (size() < MANY || !oldest.isBefore(removedBefore.plus(memory.dividedBy(PRUNINGS)))) {
            purgeBefore(oldest);
        }
    }

    /** Endings before that moment are not known: what was issued, or found alive, before it cannot be decided from memory. */
    public synchronized void forgetBefore(Instant moment) {
        purgeBefore(moment);
    }

    /** A client that makes and ends tokens could fill the memory; an early removal only costs look-ups. */
    private void makeRoom() {
        for (long kept = memory.toMillis(); size() > mostKept && kept > 0; kept /= 2) {
            purgeBefore(latest.minusMillis(kept / 2));
        }
    }

    private void purgeBefore(Instant moment) {
        // The horizon moves first: a reader that does not find a removed revocation must see that it may be missing.
        horizon = later(horizon, moment);
        removedBefore = later(removedBefore, moment);
        logins.values().removeIf(ended -> ended.learnedAt().isBefore(moment));
        apiTokens.values().removeIf(ended -> ended.learnedAt().isBefore(moment));
        changedApiTokens.values().removeIf(changed -> changed.learnedAt().isBefore(moment));
        users.values().removeIf(all -> all.learnedAt().isBefore(moment));
    }

    /**
     * The latest time that the clock, or that of another node, has shown. When it was set back, what it issued before looks
     * younger than what ends it now, and would outlive the memory of its ending.
     */
    private Instant latest() {
        latest = later(latest, clock.instant());
        return latest;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** How many revocations are in memory. */
    public int size() {
        return logins.size() + apiTokens.size() + changedApiTokens.size() + users.size();
    }

    /** How long a change is kept. */
    public Duration memory() {
        return memory;
    }
}
