package dev.keycard.spring.autoconfigure;

import dev.keycard.spring.propagation.PropagationMistake;
import dev.keycard.spring.rules.RuleMistake;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Shows the sentence of a mistake in the settings, the data folder or the database, without the stack. Stateless. */
final class StartFailureAnalyzer implements FailureAnalyzer {

    private static final Set<String> MISTAKES = Set.of(
            "dev.keycard.node.DataException",
            "dev.keycard.settings.ConfigurationException",
            "dev.keycard.sql.DatabaseOpenException",
            PropagationMistake.class.getName(),
            RuleMistake.class.getName(),
            VerifierMistake.class.getName());

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isMistake(cause)) {
                return new FailureAnalysis(String.valueOf(cause.getMessage()), null, cause);
            }
        }
        return null;
    }

    /** By name: a service that only verifies has not all of these classes. */
    private static boolean isMistake(Throwable cause) {
        return MISTAKES.contains(cause.getClass().getName());
    }
}
