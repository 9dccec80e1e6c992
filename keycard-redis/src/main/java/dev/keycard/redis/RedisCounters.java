package dev.keycard.redis;

import dev.keycard.metrics.Counter;
import dev.keycard.throttle.Count;
import dev.keycard.throttle.Counters;
import dev.keycard.throttle.Rate;
import org.jspecify.annotations.Nullable;

/**
 * Counters of all nodes together. While Redis does not answer, they count in memory, for this node alone. Thread-safe; a
 * call waits for the deadline of one command at most, and only the calls do that are under way when Redis stops to answer.
 */
final class RedisCounters implements Counters {

    private final RedisWatch watch;
    private final CountScripts scripts;
    private final KeyNames names;
    private final Counters alone;
    private final Counter fallbacks;

    RedisCounters(RedisWatch watch, CountScripts scripts, KeyNames names, Counters alone, Counter fallbacks) {
        this.watch = watch;
        this.scripts = scripts;
        this.names = names;
        this.alone = alone;
        this.fallbacks = fallbacks;
    }

    @Override
    public Count take(String key, Rate rate) {
        Link link = watch.link();
        Count count = link == null ? null : inRedis(link, key, rate);
        if (count != null) {
            return count;
        }
        fallbacks.add();
        return alone.take(key, rate);
    }

    /** What was counted in Redis is not returned while Redis is away: the client then has one less in that period. */
    @Override
    public void giveBack(String key, Count count) {
        if (!PeriodName.isOfRedis(count.period())) {
            alone.giveBack(key, count);
            return;
        }
        Link link = watch.link();
        if (link == null || !count.taken()) {
            return;
        }
        try {
            var unused =
                    scripts.giveBack(link, names.of(key, count.rate()), count.rate(), PeriodName.begun(count.period()));
        } catch (RuntimeException notSent) {
            watch.failed(link, new NoAnswerException(String.valueOf(notSent.getMessage()), notSent));
        }
    }

    private @Nullable Count inRedis(Link link, String key, Rate rate) {
        try {
            return scripts.take(link, names.of(key, rate), rate);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (NoAnswerException noAnswer) {
            watch.failed(link, noAnswer);
        } catch (RuntimeException notSent) {
            watch.failed(link, new NoAnswerException(String.valueOf(notSent.getMessage()), notSent));
        }
        return null;
    }
}
