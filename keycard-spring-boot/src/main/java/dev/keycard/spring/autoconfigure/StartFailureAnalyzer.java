package dev.keycard.spring.autoconfigure;

import dev.keycard.node.DataException;
import dev.keycard.settings.ConfigurationException;
import dev.keycard.sql.DatabaseOpenException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Shows the sentence of a mistake in the settings, the data folder or the database, without the stack. Stateless. */
final class StartFailureAnalyzer implements FailureAnalyzer {

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isMistake(cause)) {
                return new FailureAnalysis(String.valueOf(cause.getMessage()), null, cause);
            }
        }
        return null;
    }

    private static boolean isMistake(Throwable cause) {
        return cause instanceof ConfigurationException
                || cause instanceof DataException
                || cause instanceof DatabaseOpenException;
    }
}
