package dev.keycard.audit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** Writes each event as one line of the log, its parts as key-value pairs. Thread-safe. */
public final class LoggedEvents implements AuthEventListener {

    private static final Logger LOG = LoggerFactory.getLogger("dev.keycard.audit");

    @Override
    public void on(AuthEvent event) {
        Level level = event instanceof AuthEvent.RefreshReused ? Level.WARN : Level.INFO;
        LoggingEventBuilder line = LOG.atLevel(level).addKeyValue("request", event.requestId());
        line = withParts(line, event);
        line.log(event.getClass().getSimpleName());
    }

    private static LoggingEventBuilder withParts(LoggingEventBuilder line, AuthEvent event) {
        if (event instanceof AuthEvent.SignedIn e) {
            return line.addKeyValue("user", e.userId())
                    .addKeyValue("door", e.door())
                    .addKeyValue("login", e.login())
                    .addKeyValue("address", e.address());
        }
        if (event instanceof AuthEvent.SignInFailed e) {
            return line.addKeyValue("user", e.userId()).addKeyValue("address", e.address());
        }
        if (event instanceof AuthEvent.SignInThrottled e) {
            return line.addKeyValue("address", e.address());
        }
        if (event instanceof AuthEvent.RefreshReused e) {
            return line.addKeyValue("user", e.userId())
                    .addKeyValue("login", e.login())
                    .addKeyValue("address", e.address());
        }
        if (event instanceof AuthEvent.LoginEnded e) {
            return line.addKeyValue("user", e.userId()).addKeyValue("login", e.login());
        }
        if (event instanceof AuthEvent.AllLoginsEnded e) {
            return line.addKeyValue("user", e.userId());
        }
        if (event instanceof AuthEvent.PasswordChanged e) {
            return line.addKeyValue("user", e.userId());
        }
        if (event instanceof AuthEvent.ApiTokenCreated e) {
            return line.addKeyValue("user", e.userId()).addKeyValue("token", e.token());
        }
        if (event instanceof AuthEvent.ApiTokenEnded e) {
            return line.addKeyValue("user", e.userId()).addKeyValue("token", e.token());
        }
        return line;
    }
}
