package dev.keycard.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import dev.keycard.text.Characters;
import java.util.Objects;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events as JSON objects: {@code time}, {@code level}, {@code logger}, {@code message}, then the event's own pairs, and {@code
 * error} with the stack trace of a fault. Control characters are escaped, so that the log can be shown on a terminal.
 */
final class JsonLines extends LineEncoder {

    @Override
    String line(ILoggingEvent event) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("time", event.getInstant().toString());
        line.put("level", event.getLevel().toString());
        line.put("logger", event.getLoggerName());
        line.put("message", event.getFormattedMessage());
        for (KeyValuePair pair :
                Objects.requireNonNullElse(event.getKeyValuePairs(), java.util.List.<KeyValuePair>of())) {
            put(line, pair);
        }
        event.getMDCPropertyMap().forEach((name, value) -> put(line, new KeyValuePair(name, value)));
        if (event.getThrowableProxy() != null) {
            line.put("error", ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return Characters.escaped(line.toString());
    }

    private static void put(ObjectNode line, KeyValuePair pair) {
        if (line.has(pair.key)) {
            return;
        }
        if (pair.value instanceof Number number) {
            line.put(pair.key, number.longValue());
        } else if (pair.value != null) {
            line.put(pair.key, pair.value.toString());
        }
    }
}
