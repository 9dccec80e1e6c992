package dev.keycard.apitoken;

import static dev.keycard.support.HandClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.crypto.Entropy;
import dev.keycard.crypto.Secret;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApiTokenTest {

    private static final Entropy ENTROPY = new Random(19)::nextBytes;

    @Test
    void isLive_untilExactlyItsExpiry() {
        ApiToken token = token(START.plusSeconds(1), null);

        assertThat(token.isLive(START.plusMillis(999))).isTrue();
        assertThat(token.isLive(START.plusSeconds(1))).isFalse();
        assertThat(token(null, null).isLive(Instant.MAX)).isTrue();
        assertThat(token.createdAt()).isEqualTo(START);
    }

    @Test
    void isNotLive_onceItEnded_evenIfTheClockGoesBack() {
        assertThat(token(null, START).isLive(START.minusSeconds(1))).isFalse();
    }

    @Test
    void newToken_printsWithoutItsSecret() {
        assertThat(new NewApiToken(token(null, null), new Secret("kc_secret")).toString())
                .doesNotContain("kc_secret");
    }

    @Test
    void toBuilder_keepsEveryField() {
        ApiToken everything = new ApiToken(
                TimeId.at(START, ENTROPY),
                UserId.of(1),
                "ci",
                Set.of("deploy"),
                "kc_wxyz",
                true,
                START.plusSeconds(1),
                START.plusSeconds(2),
                START.plusSeconds(3));

        assertThat(everything.toBuilder().build()).isEqualTo(everything);
    }

    private static ApiToken token(@Nullable Instant expiresAt, @Nullable Instant endedAt) {
        return ApiToken.builder(TimeId.at(START, ENTROPY), UserId.of(1), "kc_")
                .expiresAt(expiresAt)
                .endedAt(endedAt)
                .build();
    }
}
