package dev.keycard.web.changes;

import dev.keycard.change.ChangeFollower.Batch;
import dev.keycard.change.ChangeFollower.Mark;
import dev.keycard.change.ChangePages.Page;
import dev.keycard.http.Json;
import dev.keycard.revocation.RecordedChange;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Server-sent events. The last event of each part has the cursor as its id, so a client that loses the connection goes on
 * behind the last whole part. Thread-safe: what all streams send alike is written once.
 */
final class EventText {

    private final Written<Batch> changes =
            new Written<>(batch -> text(batch.changes(), batch.mark().cursor().text()));
    private final Written<Mark> ages = new Written<>(EventText::age);

    /** The bytes of the last source, which all streams are given one after the other. */
    private static final class Written<T> {

        private static final class Last {
            private final Object source;
            private final byte[] bytes;

            Last(Object source, byte[] bytes) {
                this.source = source;
                this.bytes = bytes;
            }
        }

        private final Function<T, String> writer;
        private volatile Last last = new Last(this, new byte[0]);

        Written(Function<T, String> writer) {
            this.writer = writer;
        }

        @SuppressWarnings("ReferenceEquality") // to compare a thousand changes would cost more than to write them
        byte[] of(T source) {
            Last known = last;
            if (known.source != source) {
                known = new Last(source, utf8(writer.apply(source)));
                last = known;
            }
            return known.bytes;
        }
    }

    /** How long a client waits before it connects again, the time, and since when it gets changes if it begins. */
    static String opening(long clockMillis, @Nullable Instant horizon) {
        ObjectNode begin = Json.object().put("clock_ms", clockMillis);
        return "retry: 1000\n\n" + event("begin", horizon == null ? begin : begin.put("horizon", horizon.toString()));
    }

    static String page(Page page) {
        return page.changes().isEmpty() ? "" : text(page.changes(), page.next().text());
    }

    byte[] of(Batch batch) {
        return changes.of(batch);
    }

    byte[] of(Mark mark) {
        return ages.of(mark);
    }

    /** Every change that was committed earlier than that was sent. */
    private static String age(Mark mark) {
        return "id: " + mark.cursor().text() + "\n"
                + event(
                        "age",
                        Json.object().put("age_ms", mark.age().toMillis() + 1).put("clock_ms", mark.clockMillis()));
    }

    private static String text(List<RecordedChange> changes, String cursor) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < changes.size(); i++) {
            if (i == changes.size() - 1) {
                text.append("id: ").append(cursor).append('\n');
            }
            text.append(event("change", ChangeJson.of(changes.get(i))));
        }
        return text.toString();
    }

    private static String event(String name, JsonNode data) {
        return "event: " + name + "\ndata: " + new String(Json.write(data), StandardCharsets.UTF_8) + "\n\n";
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
