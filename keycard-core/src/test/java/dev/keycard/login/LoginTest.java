package dev.keycard.login;

import static dev.keycard.support.HandClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.authentication.Authentication;
import dev.keycard.crypto.Entropy;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoginTest {

    private static final Entropy ENTROPY = new Random(23)::nextBytes;

    @Test
    void isLive_untilExactlyItsExpiry() {
        Login login = login(null);

        assertThat(login.isLive(START)).isTrue();
        assertThat(login.isLive(START.plusSeconds(60).minusMillis(1))).isTrue();
        assertThat(login.isLive(START.plusSeconds(60))).isFalse();
        assertThat(login.createdAt()).isEqualTo(START);
    }

    @Test
    void isNotLive_onceItEnded() {
        assertThat(login(START.plus(Duration.ofDays(1))).isLive(START)).isFalse();
    }

    private static Login login(@Nullable Instant endedAt) {
        TimeId id = TimeId.at(START, ENTROPY);
        return new Login(
                id,
                UserId.of(1),
                LoginKind.TOKENS,
                Authentication.byPassword(START),
                Rotation.first(START, ""),
                START,
                START.plusSeconds(60),
                endedAt,
                null,
                "",
                "");
    }
}
