package dev.keycard.spring.test;

import dev.keycard.sql.DatabaseSettings;
import dev.keycard.sql.PostgresSettings;
import dev.keycard.testkit.MutableClock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The clock of {@link AutoConfigureTestClock}. */
@Configuration(proxyBeanMethods = false)
class TestClockConfiguration {

    @Bean
    @Primary
    MutableClock keycardTestClock() {
        return new MutableClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(DatabaseSettings.class)
    static class OwnTime {

        /** All nodes of a PostgreSQL database follow its time, which would undo each step of the clock. */
        @Bean
        SmartInitializingSingleton keycardTestClockCheck(ObjectProvider<DatabaseSettings> databases) {
            return () -> {
                if (databases.getIfUnique() instanceof PostgresSettings) {
                    throw new IllegalStateException(
                            "@AutoConfigureTestClock does not move the time of PostgreSQL, which"
                                    + " counts: set keycard.store.url to jdbc:sqlite: and the path of a file for this test");
                }
            };
        }
    }
}
