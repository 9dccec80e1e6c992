package dev.keycard.web.changes;

import dev.keycard.change.ChangeCursor;
import dev.keycard.change.ChangePages.Page;
import dev.keycard.http.Json;
import dev.keycard.revocation.RecordedChange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One JSON answer, as soon as there are changes, or when the time is over. */
final class LongPoll extends Waiting {

    private final ChangeCursor from;
    private final long askedMillis;
    private final long untilMillis;
    private final AtomicBoolean answered = new AtomicBoolean();

    /** @param askedMillis when the request was received, by the clock of marks */
    LongPoll(Streams streams, String token, ChangeCursor from, long askedMillis, Duration wait) {
        super(streams, token);
        this.from = from;
        this.askedMillis = askedMillis;
        this.untilMillis = askedMillis + wait.toMillis();
    }

    /** What a client gets at once: what it missed. */
    static ObjectNode page(Page page, Mark mark, Times times, @Nullable Instant horizon) {
        ObjectNode body = body(page.changes(), page.next(), page.more(), mark, times);
        return horizon == null ? body : body.put("horizon", horizon.toString());
    }

    /** When the request was received, and when the answer is sent, by the clock of marks. */
    record Times(long asked, long sent) {}

    private static ObjectNode body(
            List<RecordedChange> changes, ChangeCursor next, boolean more, Mark mark, Times times) {
        ObjectNode body = Json.object();
        var all = body.putArray("changes");
        changes.forEach(change -> all.add(ChangeJson.of(change)));
        long age = mark.age().toMillis() + 1 + times.sent() - mark.clockMillis();
        return body.put("next", next.text())
                .put("more", more)
                .put("age_ms", age)
                .put("waited_ms", times.sent() - times.asked());
    }

    @Override
    void begin() {
        if (!follow(from)) {
            answer(List.of(), from, true, streams().changes().mark());
        }
    }

    @Override
    public void onChanges(Batch batch) {
        if (!batch.changes().isEmpty()) {
            answer(batch.changes(), batch.mark().cursor(), false, batch.mark());
        }
    }

    @Override
    void tick(Mark mark) {
        if (streams().changes().clockMillis() >= untilMillis) {
            answer(List.of(), mark.cursor(), false, mark);
        }
    }

    @Override
    public void onEnd() {
        answer(List.of(), from, true, streams().changes().mark());
    }

    private void answer(List<RecordedChange> changes, ChangeCursor next, boolean more, Mark mark) {
        if (answered.compareAndSet(false, true)) {
            Times times = new Times(askedMillis, streams().changes().clockMillis());
            send(Json.write(body(changes, next, more, mark, times)));
            end();
        }
    }
}
