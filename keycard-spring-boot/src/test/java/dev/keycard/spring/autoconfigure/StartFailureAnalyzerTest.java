package dev.keycard.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.settings.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;

class StartFailureAnalyzerTest {

    private final StartFailureAnalyzer analyzer = new StartFailureAnalyzer();

    @Test
    void mistakeInASetting_isOneSentence_whichNamesTheProperty() {
        Throwable failure = new IllegalStateException(
                "the bean was not made", new ConfigurationException("store.url must begin with jdbc:postgresql:."));

        assertThat(analyzer.analyze(failure))
                .extracting(FailureAnalysis::getDescription)
                .isEqualTo("keycard.store.url must begin with jdbc:postgresql:.");
    }

    @Test
    void mistakeOfAServiceThatOnlyVerifies_isOneSentence() {
        assertThat(analyzer.analyze(new IllegalStateException(new VerifierMistake("keycard.issuer is missing."))))
                .extracting(FailureAnalysis::getDescription)
                .isEqualTo("keycard.issuer is missing.");
    }

    @Test
    void otherFailures_areLeftToSpringBoot() {
        assertThat(analyzer.analyze(new IllegalStateException("store.url"))).isNull();
    }
}
