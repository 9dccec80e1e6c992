package dev.keycard.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.security.Security;
import org.junit.jupiter.api.Test;

class SignatureProviderTest {

    @Test
    void picks_correttoWhereItRuns() {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        assumeTrue(system.matches("Linux (amd64|aarch64)"), "the tests bring its library for Linux only");
        assertThat(SignatureProvider.detect().describe()).startsWith("AmazonCorrettoCryptoProvider 2.");
        assertThat(SignatureProvider.detect().isSpecialFor(JwsAlgorithm.ES256)).isTrue();
    }

    @Test
    void neverInstalls_itForTheWholeMachine() {
        SignatureProvider.detect();
        assertThat(Security.getProviders())
                .noneMatch(provider -> provider.getName().contains("Corretto"));
    }

    @Test
    void offers_theJdkAlone() {
        assertThat(SignatureProvider.jdk()).hasToString("the JDK");
        assertThat(SignatureProvider.jdk().isSpecialFor(JwsAlgorithm.ES256)).isFalse();
    }
}
