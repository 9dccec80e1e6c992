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

    @Test
    void toBuilder_keepsEveryField() {
        Login everything = new Login(
                TimeId.at(START, ENTROPY),
                UserId.of(1),
                LoginKind.SESSION,
                Authentication.byPassword(START),
                new Rotation(3, START, "client", 1, 2, 4),
                START.plusSeconds(1),
                START.plusSeconds(2),
                START.plusSeconds(3),
                EndReason.SIGNED_OUT,
                "a browser",
                "192.0.2.7");

        assertThat(everything.toBuilder().build()).isEqualTo(everything);
    }

    @Test
    void builder_beginsALoginThatHasExpired() {
        TimeId id = TimeId.at(START, ENTROPY);
        Login login = Login.builder(id, UserId.of(1), LoginKind.TOKENS, Authentication.byPassword(START))
                .build();

        assertThat(login.isLive(START)).isFalse();
    }

    private static Login login(@Nullable Instant endedAt) {
        TimeId id = TimeId.at(START, ENTROPY);
        return Login.builder(id, UserId.of(1), LoginKind.TOKENS, Authentication.byPassword(START))
                .rotation(Rotation.first(START, ""))
                .lastSeenAt(START)
                .expiresAt(START.plusSeconds(60))
                .ended(endedAt, null)
                .build();
    }
}
