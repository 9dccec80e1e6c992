package dev.keycard.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.testkit.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresClockTest {

    private final String url = PostgresServer.shared().newDatabase("keycard", PostgresMigrations::migrate);
    private final PostgresDatabase database = PostgresSettings.of(url).open();

    @AfterEach
    void close() {
        database.close();
        PostgresServer.shared().drop(url);
    }

    @ParameterizedTest
    @ValueSource(longs = {-3600, -300, -3, 3, 300, 3600})
    void clockThatIsWrong_isCorrected(long seconds) {
        InstantSource wrong = InstantSource.offset(InstantSource.system(), Duration.ofSeconds(seconds));
        InstantSource clock = database.clock(wrong, System::nanoTime);

        assertThat(Duration.between(Instant.now(), clock.instant()).abs()).isLessThan(Duration.ofSeconds(2));
        assertThat(Math.abs(clock.millis() - System.currentTimeMillis())).isLessThan(2_000);
    }

    @Test
    void smallDifference_isLeftAlone() {
        Instant fixed = Instant.now();
        assertThat(database.clock(InstantSource.fixed(fixed), System::nanoTime).instant())
                .isEqualTo(fixed);
    }

    @Test
    void clockThatIsSetLater_isCorrectedSoon() throws InterruptedException {
        long[] ahead = {0};
        InstantSource moved = () -> Instant.now().plusSeconds(ahead[0]);
        InstantSource clock = database.clock(moved, System::nanoTime);
        ahead[0] = 3600;

        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (clock.millis() - System.currentTimeMillis() > 2_000 && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
        assertThat(Math.abs(clock.millis() - System.currentTimeMillis())).isLessThan(2_000);
    }
}
