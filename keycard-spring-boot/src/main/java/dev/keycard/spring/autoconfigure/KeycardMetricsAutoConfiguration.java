package dev.keycard.spring.autoconfigure;

import dev.keycard.api.Internal;
import dev.keycard.metrics.Metrics;
import dev.keycard.micrometer.MicrometerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The metrics of Keycard in the registries of the application. */
@Internal
@AutoConfiguration(before = {KeycardEngineAutoConfiguration.class, KeycardResourceAutoConfiguration.class})
@ConditionalOnClass(MeterRegistry.class)
public final class KeycardMetricsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(Metrics.class)
    MicrometerMetrics keycardMetrics() {
        return new MicrometerMetrics();
    }
}
