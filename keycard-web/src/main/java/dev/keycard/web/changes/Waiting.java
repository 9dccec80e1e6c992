package dev.keycard.web.changes;

import dev.keycard.change.ChangeCursor;
import dev.keycard.change.ChangeFollower;
import dev.keycard.http.StreamedBody;
import dev.keycard.store.Subscription;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** An answer that waits for changes: its place among the others, its end, and the check of its API token. Thread-safe. */
abstract class Waiting implements StreamedBody, ChangeFollower {

    private final Streams streams;
    private final String token;
    private final AtomicBoolean entered = new AtomicBoolean();
    private volatile @Nullable Sink sink;
    private volatile @Nullable Subscription following;
    private volatile boolean over;

    Waiting(Streams streams, String token) {
        this.streams = streams;
        this.token = token;
    }

    final Streams streams() {
        return streams;
    }

    @Override
    public final void begin(Sink client) {
        sink = client;
        if (streams.enter()) {
            entered.set(true);
            begin();
        } else {
            client.end();
        }
        if (over) {
            closed();
        }
    }

    /** Has a place, and a client. */
    abstract void begin();

    /** Follows from a cursor; false if memory does not reach back to it. */
    final boolean follow(ChangeCursor from) {
        Optional<Subscription> begun = streams.changes().follow(from, this);
        following = begun.orElse(null);
        return begun.isPresent();
    }

    final void send(byte[] bytes) {
        Sink client = sink;
        if (client != null && bytes.length > 0) {
            client.send(bytes);
        }
    }

    final void end() {
        Sink client = sink;
        if (client != null) {
            client.end();
        }
    }

    /** A token that ended gets nothing more; neither does anyone from a node whose own view is too old. */
    @Override
    public final void onTick(Mark mark) {
        Sink client = sink;
        if (client == null) {
            return;
        }
        if (!mark.fresh() || !streams.admits(token)) {
            client.abort();
        } else {
            tick(mark);
        }
    }

    /** Half a second passed. */
    abstract void tick(Mark mark);

    @Override
    public void onEnd() {
        end();
    }

    @Override
    public final void closed() {
        over = true;
        Subscription subscription = following;
        if (subscription != null) {
            subscription.close();
        }
        if (entered.compareAndSet(true, false)) {
            streams.leave();
        }
    }
}
