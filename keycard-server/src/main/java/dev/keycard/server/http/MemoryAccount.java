package dev.keycard.server.http;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The bytes that clients hold beyond their connections' allowances, counted once over all connections. When most of it is in
 * use, the oldest incomplete holders are ended, so that short and quick requests find room: a client that sends halves of many
 * bodies loses them one after the other. Thread-safe. Its lock is taken only for connections that hold more than usual.
 */
final class MemoryAccount {

    /** From seven eighths on, room is made in advance, because ending a holder takes time. */
    private static final int PART_FREE = 8;

    private final long limit;

    /** The incomplete holders and their bytes, the oldest first. */
    private final Map<Held, Long> incomplete = new LinkedHashMap<>();

    private long used;
    private long ending;
    private long refused;
    private long ended;

    MemoryAccount(long limit) {
        this.limit = limit;
    }

    /** Returns false if there is no room. */
    synchronized boolean take(Held holder, long bytes, boolean complete) {
        if (used + bytes > limit) {
            makeRoom(bytes);
            refused++;
            return false;
        }
        used += bytes;
        if (!complete && !holder.isEnding()) {
            incomplete.merge(holder, bytes, Long::sum);
        }
        makeRoom(0);
        return true;
    }

    /** @param all whether the holder holds nothing any more */
    synchronized void give(Held holder, long bytes, boolean all) {
        used -= bytes;
        ending -= holder.awaited(bytes);
        if (all) {
            incomplete.remove(holder);
        } else {
            incomplete.computeIfPresent(holder, (same, before) -> before - bytes);
        }
    }

    /** @param now whether the holder has become complete or, for its next request, incomplete */
    synchronized void completed(Held holder, boolean now) {
        if (now) {
            incomplete.remove(holder);
        } else {
            incomplete.putIfAbsent(holder, holder.bytes());
        }
    }

    synchronized long used() {
        return used;
    }

    /** How many requests for memory were refused. */
    synchronized long refused() {
        return refused;
    }

    /** How many holders were ended to make room for others. */
    synchronized long ended() {
        return ended;
    }

    private void makeRoom(long wanted) {
        long excess = used + wanted - ending - (limit - limit / PART_FREE);
        Iterator<Map.Entry<Held, Long>> oldestFirst = incomplete.entrySet().iterator();
        while (excess > 0 && oldestFirst.hasNext()) {
            Map.Entry<Held, Long> oldest = oldestFirst.next();
            long bytes = oldest.getValue();
            oldestFirst.remove();
            excess -= bytes;
            ending += bytes;
            ended++;
            oldest.getKey().end(bytes);
        }
    }
}
