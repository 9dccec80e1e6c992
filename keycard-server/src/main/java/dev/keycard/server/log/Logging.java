package dev.keycard.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.LoggerFactory;

/**
 * Configures Logback without a configuration file: Logback finds this class as a service. Until {@link #apply} is called, only
 * warnings and errors are logged, as JSON.
 */
public final class Logging extends ContextAwareBase implements Configurator {

    /** Loggers of libraries whose lower levels are of no interest. */
    private static final String[] CHATTY = {
        "io.vertx", "io.netty", "org.flywaydb", "org.sqlite", "com.zaxxer.hikari", "org.postgresql"
    };

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        set(context, LogLevel.WARN, LogFormat.JSON);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Sets the level and the format. */
    public static void apply(LogLevel level, LogFormat format) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            set(context, level, format);
        }
    }

    private static void set(LoggerContext context, LogLevel level, LogFormat format) {
        LineEncoder encoder = format == LogFormat.JSON ? new JsonLines() : new TextLines();
        encoder.setContext(context);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(encoder);
        console.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(console);
        root.setLevel(Level.toLevel(level.name()));
        for (String chatty : CHATTY) {
            context.getLogger(chatty).setLevel(level == LogLevel.ERROR ? Level.ERROR : Level.WARN);
        }
    }
}
