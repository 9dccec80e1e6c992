package dev.keycard.spring.test;

import dev.keycard.KeycardConfig;
import dev.keycard.key.JwtConfig;
import dev.keycard.revocation.ChangeConfig;
import dev.keycard.spring.autoconfigure.ResourceMode;
import dev.keycard.spring.autoconfigure.VerifierSource;
import dev.keycard.store.StorePolicy;
import dev.keycard.verifier.Jwks;
import dev.keycard.verifier.Verifier;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The issuer of {@link AutoConfigureTestIssuer}: an engine in memory. */
@Configuration(proxyBeanMethods = false)
class TestIssuerConfiguration {

    private static final ChangeConfig CLOSELY = new ChangeConfig(Duration.ofMillis(20), Duration.ofSeconds(5));

    @Bean
    TestEngine keycardTestIssuer(Environment properties, ObjectProvider<Clock> clock) {
        if (!ResourceMode.isOn(properties)) {
            throw new IllegalStateException("@AutoConfigureTestIssuer is for a service with keycard.issuer;"
                    + " this application issues its tokens itself");
        }
        return TestEngine.open(config(properties), StorePolicy.defaults(), clock.getIfUnique(), true);
    }

    /** Issues what the service requires. */
    private static KeycardConfig config(Environment properties) {
        JwtConfig jwt = JwtConfig.defaults()
                .withParties(
                        properties.getProperty("keycard.jwt.issuer"), properties.getProperty("keycard.jwt.audience"));
        Duration longest = Binder.get(properties)
                .bind("keycard.jwt.access-lifetime", Duration.class)
                .orElse(jwt.issuing().accessLifetime());
        boolean shorter = longest.compareTo(jwt.issuing().accessLifetime()) < 0;
        List<String> tiers = Binder.get(properties)
                .bind("keycard.permission.tiers", Bindable.listOf(String.class))
                .orElse(List.of());
        return KeycardConfig.builder()
                .jwt(shorter ? jwt.withAccessLifetime(longest) : jwt)
                .tiers(tiers)
                .build();
    }

    @Bean
    VerifierSource keycardTestVerifierSource(TestEngine issuer) {
        return () -> Verifier.builder()
                .keys(Jwks.of(keys(issuer)))
                .revocations(issuer.stores().changes())
                .following(CLOSELY);
    }

    private static String keys(TestEngine issuer) {
        var engine = issuer.engine();
        byte[] published = engine.keys()
                .current()
                .jwks(engine.parts().environment().clock().instant());
        return new String(published, StandardCharsets.UTF_8);
    }
}
