package dev.keycard.change;

import dev.keycard.id.TimeId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The endings that this node has to remember: those younger than the longest time for which something issued before them
 * could still be presented. Older ones need no remembering, because what they ended has expired by itself. Thread-safe; asked
 * on every request, so every question is one look-up in a map.
 */
public final class KnownChanges {

    private record Ended(Instant learnedAt) {}

    private record AllEnded(Instant before, @Nullable TimeId spared, Instant learnedAt) {

        boolean covers(TimeId login) {
            return !login.equals(spared) && !login.time().isAfter(before);
        }
    }

    private final InstantSource clock;
    private final Duration memory;
    private final ConcurrentMap<TimeId, Ended> logins = new ConcurrentHashMap<>();
    private final ConcurrentMap<TimeId, Ended> apiTokens = new ConcurrentHashMap<>();
    private final ConcurrentMap<Long, AllEnded> users = new ConcurrentHashMap<>();

    /** Remembers each change for that long after it was learnt. */
    public KnownChanges(InstantSource clock, Duration memory) {
        this.clock = clock;
        this.memory = memory;
    }

    /** Whether the login is known to have ended. */
    public boolean ended(long userId, TimeId login) {
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

    /** Notes a change. Learning the same one again, or an older one late, does no harm. */
    public void learn(Change change) {
        Instant now = clock.instant();
        if (change instanceof Change.LoginEnded ended) {
            logins.put(ended.login(), new Ended(now));
        } else if (change instanceof Change.ApiTokenEnded ended) {
            apiTokens.put(ended.token(), new Ended(now));
        } else if (change instanceof Change.LoginsEnded all) {
            users.merge(all.userId(), new AllEnded(all.before(), all.spared(), now), KnownChanges::both);
        }
    }

    /** Both together: all up to the later moment ended, but for a login that the later spared and the earlier left alone. */
    private static AllEnded both(AllEnded known, AllEnded news) {
        boolean newsIsLater = !news.before().isBefore(known.before());
        AllEnded later = newsIsLater ? news : known;
        AllEnded earlier = newsIsLater ? known : news;
        TimeId spared = later.spared() == null || earlier.covers(later.spared()) ? null : later.spared();
        return new AllEnded(later.before(), spared, news.learnedAt());
    }

    /** Forgets what is too old to matter. */
    public void prune() {
        Instant horizon = clock.instant().minus(memory);
        logins.values().removeIf(ended -> ended.learnedAt().isBefore(horizon));
        apiTokens.values().removeIf(ended -> ended.learnedAt().isBefore(horizon));
        users.values().removeIf(all -> all.learnedAt().isBefore(horizon));
    }

    /** How many endings are remembered. */
    public int size() {
        return logins.size() + apiTokens.size() + users.size();
    }

    /** How long a change is remembered. */
    public Duration memory() {
        return memory;
    }
}
