package dev.keycard.web.changes;

import dev.keycard.change.ChangeCursor;
import dev.keycard.http.Json;
import dev.keycard.revocation.RecordedChange;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * A poll for security events that waits (RFC 8936, section 2.4). When there is something, the receiver is told that more is
 * available and asks again: tokens are signed for that request, not on the thread that all followers wait for.
 */
final class EventWait extends Waiting {

    private static final Duration LONGEST = Duration.ofSeconds(25);

    private final ChangeCursor from;
    private final Predicate<RecordedChange> told;
    private final long untilMillis;
    private final AtomicBoolean answered = new AtomicBoolean();

    EventWait(Streams streams, String token, ChangeCursor from, Predicate<RecordedChange> told) {
        super(streams, token);
        this.from = from;
        this.told = told;
        this.untilMillis = streams.changes().clockMillis() + LONGEST.toMillis();
    }

    @Override
    void begin() {
        if (!follow(from)) {
            answer(true);
        }
    }

    @Override
    public void onChanges(Batch batch) {
        if (batch.changes().stream().anyMatch(told)) {
            answer(true);
        }
    }

    @Override
    void tick(Mark mark) {
        if (streams().changes().clockMillis() >= untilMillis) {
            answer(false);
        }
    }

    @Override
    public void onEnd() {
        answer(true);
    }

    private void answer(boolean more) {
        if (answered.compareAndSet(false, true)) {
            var body = Json.object();
            body.putObject("sets");
            send(Json.write(body.put("moreAvailable", more)));
            end();
        }
    }
}
