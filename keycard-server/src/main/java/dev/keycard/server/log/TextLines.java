package dev.keycard.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import dev.keycard.text.Characters;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.slf4j.event.KeyValuePair;

/**
 * Events as text for people: time, level, logger, message and pairs. Characters that are not printable become question marks.
 * The lines of a stack trace begin with a tab, so that they differ from events.
 */
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
                .append(Characters.printable(event.getFormattedMessage()));
        for (KeyValuePair pair : Objects.requireNonNullElse(event.getKeyValuePairs(), List.<KeyValuePair>of())) {
            line.append(' ').append(pair.key).append('=').append(Characters.printable(String.valueOf(pair.value)));
        }
        event.getMDCPropertyMap()
                .forEach((name, value) ->
                        line.append(' ').append(name).append('=').append(Characters.printable(value)));
        if (event.getThrowableProxy() != null) {
            line.append("\n\t")
                    .append(Characters.escaped(ThrowableProxyUtil.asString(event.getThrowableProxy()))
                            .replace("\n", "\n\t"));
        }
        return line.toString();
    }
}
