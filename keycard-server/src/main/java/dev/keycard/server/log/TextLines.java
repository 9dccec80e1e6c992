package dev.keycard.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.slf4j.event.KeyValuePair;

/** Events for reading: time, level, logger, message and pairs. Control characters in them are shown as question marks. */
final class TextLines extends LineEncoder {

    @Override
    String line(ILoggingEvent event) {
        StringBuilder line = new StringBuilder()
                .append(event.getInstant().truncatedTo(ChronoUnit.MILLIS))
                .append(' ')
                .append(event.getLevel())
                .append(' ')
                .append(event.getLoggerName())
                .append("  ")
                .append(visible(event.getFormattedMessage()));
        for (KeyValuePair pair : Objects.requireNonNullElse(event.getKeyValuePairs(), List.<KeyValuePair>of())) {
            line.append(' ').append(pair.key).append('=').append(visible(String.valueOf(pair.value)));
        }
        event.getMDCPropertyMap()
                .forEach((name, value) ->
                        line.append(' ').append(name).append('=').append(visible(value)));
        if (event.getThrowableProxy() != null) {
            line.append('\n').append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return line.toString();
    }

    private static String visible(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
