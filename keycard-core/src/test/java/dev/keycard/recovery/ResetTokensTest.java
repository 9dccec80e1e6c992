package dev.keycard.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.id.UserId;
import dev.keycard.user.StoredPassword;
import dev.keycard.user.User;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ResetTokensTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.250Z");
    private static final StoredPassword ANN = owner(7, "ann@example.org", 3, "hash");

    private final ResetTokens tokens = new ResetTokens(new byte[32]);
    private final String token = tokens.issue(ANN, NOW);

    @Test
    void token_hasOneFormOf64Characters() {
        assertThat(token).hasSize(64).matches("[A-Za-z0-9_-]+");
        assertThat(tokens.claimedUser(token)).contains(UserId.of(7));
    }

    @Test
    void proves_forAnHourAndNotAMillisecondLonger() {
        assertThat(tokens.proves(token, ANN, NOW)).isTrue();
        assertThat(tokens.proves(token, ANN, NOW.plus(Duration.ofHours(1)).minusMillis(1)))
                .isTrue();
        assertThat(tokens.proves(token, ANN, NOW.plus(Duration.ofHours(1)))).isFalse();
    }

    @Test
    void refuses_tokenFromTheFuture() {
        assertThat(tokens.proves(token, ANN, NOW.minus(Duration.ofMinutes(2)))).isFalse();
    }

    @Test
    void refuses_tokenOfAUserWhoChangedSince() {
        assertThat(tokens.proves(token, owner(7, "ann@example.org", 4, "hash"), NOW))
                .isFalse();
        assertThat(tokens.proves(token, owner(7, "ann@example.org", 3, "other"), NOW))
                .isFalse();
        assertThat(tokens.proves(token, owner(7, "new@example.org", 3, "hash"), NOW))
                .isFalse();
        assertThat(tokens.proves(token, owner(8, "ann@example.org", 3, "hash"), NOW))
                .isFalse();
    }

    @Test
    void refuses_fieldsThatWereShifted() {
        String shifted = tokens.issue(owner(7, "b", 3, "a"), NOW);

        assertThat(tokens.proves(shifted, owner(7, "", 3, "ab"), NOW)).isFalse();
    }

    @Test
    void refuses_tokenOfAnotherKey() {
        byte[] other = new byte[32];
        other[0] = 1;

        assertThat(new ResetTokens(other).proves(token, ANN, NOW)).isFalse();
    }

    @Property
    void refuses_tokenWithAnyCharacterChanged(
            @ForAll @IntRange(max = 63) int place, @ForAll @IntRange(max = 63) int by) {
        char[] changed = token.toCharArray();
        char other = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".charAt(by);
        if (changed[place] != other) {
            changed[place] = other;
            assertThat(tokens.proves(new String(changed), ANN, NOW)).isFalse();
        }
    }

    @Property
    void refuses_anyOtherText(@ForAll String text) {
        assertThat(tokens.proves(text, ANN, NOW)).isFalse();
    }

    private static StoredPassword owner(long id, String email, long version, String hash) {
        return new StoredPassword(
                User.builder(UserId.of(id), "ann")
                        .email(email)
                        .credentialVersion(version)
                        .createdAt(NOW)
                        .build(),
                hash);
    }
}
