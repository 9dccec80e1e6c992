package dev.keycard.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PasswordConfigTest {

    private static final Argon2Cost COST = Argon2Cost.defaults();

    @Test
    void defaultsLeaveHalfTheCoresToRequests() {
        PasswordConfig config = PasswordConfig.defaults();

        assertThat(config.hashThreads())
                .isEqualTo(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
        assertThat(config.hashQueue()).isEqualTo(PasswordConfig.queueFor(config.hashThreads()));
        assertThat(config.minLength()).isEqualTo(8);
    }

    @Test
    void queueGrowsWithTheThreads_upToABound_soThatFewCallersWait() {
        assertThat(PasswordConfig.queueFor(1)).isEqualTo(16);
        assertThat(PasswordConfig.queueFor(4)).isEqualTo(64);
        assertThat(PasswordConfig.queueFor(256)).isEqualTo(64);
        assertThat(new PasswordConfig(COST, 4, 64, 8).mostCallers()).isEqualTo(68);
    }

    @Test
    void refuses_settingsOutOfRangeByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PasswordConfig(COST, 0, 1, 8))
                .withMessageStartingWith("password.hash-threads is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PasswordConfig(COST, 1, 0, 8))
                .withMessageStartingWith("password.hash-queue is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PasswordConfig(COST, 1, 1, 7))
                .withMessageStartingWith("password.min-length is 7");
    }

    @Test
    void drainTimeGrowsWithTheQueueAndIsAtLeastASecond() {
        assertThat(new PasswordConfig(COST, 1, 1, 8).drainTime()).isEqualTo(Duration.ofSeconds(1));
        assertThat(new PasswordConfig(COST, 2, 1000, 8).drainTime())
                .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(30));
        assertThat(new PasswordConfig(new Argon2Cost(131072, 16, 8), 1, 100_000, 8).drainTime())
                .isPositive();
    }
}
