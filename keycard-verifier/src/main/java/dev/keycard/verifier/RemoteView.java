package dev.keycard.verifier;

import dev.keycard.revocation.ChangeReader;
import dev.keycard.revocation.ChangeSource;
import dev.keycard.revocation.RecordedChange;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The changes that a server sent and the feed has not taken yet, and how old the view is in which they are all. Thread-safe.
 *
 * <p>The age is never stated too low: a server says how old its view was at a moment of its own clock. That moment was at least
 * as long after the beginning of the request as the server's clock counted since it received the request. So what the network,
 * or an attacker in it, holds back becomes old, even if the clocks of the machines differ.
 */
final class RemoteView implements ChangeSource, ChangeReader {

    private static final int MOST_WAITING = 200_000;

    private final LongSupplier nanoClock;
    private final Deque<RecordedChange> waiting = new ArrayDeque<>();
    private @Nullable Long completeAt;
    private @Nullable Long takenAt;
    private @Nullable String cursor;
    /** Receives the moment before which nothing can be decided. */
    private volatile Consumer<Instant> unknown = moment -> {};

    RemoteView(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    void onUnknown(Consumer<Instant> listener) {
        unknown = listener;
    }

    @Override
    public ChangeReader readerSince(Instant moment) {
        return this;
    }

    /** Where to continue; null to begin. */
    synchronized @Nullable String cursor() {
        return cursor;
    }

    /** The server cannot continue from the cursor. */
    synchronized void beginAnew() {
        cursor = null;
    }

    /** The changes that follow are complete since that moment only: what ended before may have been missed. */
    void beginsAt(Instant horizon) {
        unknown.accept(horizon);
    }

    /** A change of a kind that is not known here may end anything that was issued before it. */
    void add(JsonNode node) throws IOException {
        RecordedChange change = RemoteJson.change(node).orElse(null);
        if (change == null) {
            unknown.accept(RemoteJson.time(node, "at"));
        } else {
            add(change);
        }
    }

    private synchronized void add(RecordedChange change) throws IOException {
        if (waiting.size() >= MOST_WAITING) {
            throw new IOException("more changes wait than can be kept");
        }
        waiting.add(change);
    }

    /** All changes before the cursor were added. */
    synchronized void reached(String next) {
        cursor = next;
    }

    /** All changes that were committed before that moment of the monotonic clock were added. */
    synchronized void completeAt(long moment) {
        if (completeAt == null || moment - completeAt > 0) {
            completeAt = moment;
        }
    }

    synchronized boolean isComplete() {
        return completeAt != null;
    }

    @Override
    public synchronized List<RecordedChange> next(int limit) {
        if (completeAt == null) {
            throw new IllegalStateException("no server has sent all changes yet");
        }
        List<RecordedChange> taken = new ArrayList<>(Math.min(limit, waiting.size()));
        while (taken.size() < limit && !waiting.isEmpty()) {
            taken.add(waiting.remove());
        }
        if (waiting.isEmpty()) {
            takenAt = completeAt;
        }
        return taken;
    }

    /** The age of what was taken, and not of what was added since. */
    @Override
    public synchronized Duration age() {
        Long taken = takenAt;
        return taken == null ? Duration.ofDays(1) : Duration.ofNanos(nanoClock.getAsLong() - taken);
    }
}
