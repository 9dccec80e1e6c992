package dev.keycard.audit;

import dev.keycard.id.UserId;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes events as lines of the log, with key-value pairs. Observations that repeat one another within a minute are one line
 * with a count, so that attackers cannot fill the disk of the log. Thread-safe.
 */
public final class LoggedEvents implements AuthEventListener {

    private static final Logger LOG = LoggerFactory.getLogger("dev.keycard.audit");

    @Override
    public void on(AuthEvent event) {
        AuditContext context = event.context();
        UserId user = event.userId();
        UserId actor = context.actorId();
        LoggingEventBuilder line = LOG.atLevel(level(event))
                .addKeyValue("request", context.requestId())
                .addKeyValue("user", user == null ? null : user.value())
                .addKeyValue("actor", actor == null ? null : actor.value())
                .addKeyValue("address", context.address());
        for (Map.Entry<String, String> detail : new TreeMap<>(event.details()).entrySet()) {
            line = line.addKeyValue(detail.getKey(), detail.getValue());
        }
        line.log(event.kind());
    }

    @Override
    public void onRepeated(AuthEvent.Observation observation) {
        // The sum is logged when the minute is over.
    }

    @Override
    public void onSum(AuthEvent.Repeated sum) {
        on(sum);
    }

    private static Level level(AuthEvent event) {
        return event instanceof AuthEvent.RefreshReused || event instanceof AuthEvent.ObservationsDropped
                ? Level.WARN
                : Level.INFO;
    }
}
