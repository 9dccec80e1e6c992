package dev.keycard.throttle;

import dev.keycard.crypto.Digest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the counts of evicted keys. Many keys share a slot, and the sum of a slot counts for each of them. So a flood of names
 * may make some keys wait without reason, but no count is lost within its period. A secret decides which keys share a slot, so
 * that an attacker cannot choose a slot to fill. Thread-safe.
 *
 * <p>Bounded: for each length of a period among the configured rates, a table with 40 bytes for each key that is counted one by
 * one, allocated when it is first needed. Half of it is for keys that were evicted in this period, half for those of the period
 * before; older counts have no effect.
 */
final class EvictedCounts {

    private static final int LEAST_SLOTS = 1 << 14;

    /** How many slots there are for each key that is counted one by one. */
    private static final int SLOTS_PER_KEY = 6;

    private final byte[] secret;
    private final int slots;
    private final Map<Duration, Table> tables = new ConcurrentHashMap<>();

    /**
     * Makes an empty table.
     *
     * @param secret decides which keys share a slot
     * @param keys how many keys are counted one by one, which determines the size of the table
     */
    EvictedCounts(byte[] secret, int keys) {
        this.secret = secret.clone();
        this.slots = Integer.highestOneBit(Math.max(LEAST_SLOTS, (int) Math.min(1 << 24, (long) keys * SLOTS_PER_KEY)));
    }

    /** The count of a key. */
    int taken(String key, Rate rate, long now) {
        Table table = tables.get(rate.period());
        return table == null ? 0 : table.sum(slot(key, rate), now);
    }

    /** Adds the count of an evicted key in its current period. */
    void add(String key, Rate rate, int taken, long now) {
        if (taken > 0) {
            tables.computeIfAbsent(rate.period(), period -> new Table(period, slots))
                    .add(slot(key, rate), taken, now);
        }
    }

    private int slot(String key, Rate rate) {
        byte[] hash = Digest.hmacSha256(secret, rate.limit() + "/" + key);
        return ByteBuffer.wrap(hash).getInt() & (slots - 1);
    }

    private static final class Table {

        private final long length;
        private long period;
        private int[] current;
        private int[] previous;

        Table(Duration length, int slots) {
            this.length = length.toNanos();
            this.current = new int[slots];
            this.previous = new int[slots];
        }

        synchronized int sum(int slot, long now) {
            turn(now);
            return (int) Math.min(Integer.MAX_VALUE, (long) current[slot] + previous[slot]);
        }

        synchronized void add(int slot, int taken, long now) {
            turn(now);
            current[slot] = (int) Math.min(Integer.MAX_VALUE, (long) current[slot] + taken);
        }

        private void turn(long now) {
            long due = now / length;
            if (due > period) {
                previous = due == period + 1 ? current : new int[current.length];
                current = new int[current.length];
                period = due;
            }
        }
    }
}
