package dev.keycard.spring.autoconfigure;

import dev.keycard.spring.propagation.PropagationMistake;
import dev.keycard.spring.rules.RuleMistake;
import dev.keycard.spring.settings.PropertyNames;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Shows the sentence of a mistake in the settings, the data folder or the database, without the stack. Stateless. */
final class StartFailureAnalyzer implements FailureAnalyzer {

    /** By name: a service that only verifies has not these classes. */
    private static final Set<String> OF_ENGINE = Set.of(
            "dev.keycard.node.DataException",
            "dev.keycard.settings.ConfigurationException",
            "dev.keycard.sql.DatabaseOpenException");

    private static final Set<Class<?>> OWN = Set.of(PropagationMistake.class, RuleMistake.class, VerifierMistake.class);

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String sentence = sentence(cause);
            if (sentence != null) {
                return new FailureAnalysis(sentence, null, cause);
            }
        }
        return null;
    }

    private static @Nullable String sentence(Throwable cause) {
        if (OF_ENGINE.contains(cause.getClass().getName())) {
            return PropertyNames.in(String.valueOf(cause.getMessage()));
        }
        return OWN.contains(cause.getClass()) ? String.valueOf(cause.getMessage()) : null;
    }
}
