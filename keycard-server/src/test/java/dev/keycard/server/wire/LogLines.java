package dev.keycard.server.wire;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import dev.keycard.http.Json;
import dev.keycard.server.log.LogFormat;
import dev.keycard.server.log.LogLevel;
import dev.keycard.server.log.Logging;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Keeps the lines of a logger as the server would print them. Thread-safe. */
final class LogLines extends AppenderBase<ILoggingEvent> {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Encoder<ILoggingEvent> encoder;

    private LogLines(Encoder<ILoggingEvent> encoder) {
        this.encoder = encoder;
    }

    /** The lines that are written from now on. */
    static LogLines asPrinted() {
        Logging.apply(LogLevel.WARN, LogFormat.JSON);
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        var console =
                (ConsoleAppender<ILoggingEvent>) root.iteratorForAppenders().next();
        LogLines lines = new LogLines(console.getEncoder());
        lines.start();
        return lines;
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(new String(encoder.encode(event), StandardCharsets.UTF_8));
    }

    List<String> all() {
        return List.copyOf(lines);
    }

    /** The lines of that message, in order. */
    List<JsonNode> of(String message) {
        return lines.stream()
                .<JsonNode>map(line -> Json.readObject(line.getBytes(StandardCharsets.UTF_8)))
                .filter(line -> line.get("message").asString().equals(message))
                .toList();
    }
}
