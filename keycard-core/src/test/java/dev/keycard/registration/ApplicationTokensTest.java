package dev.keycard.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.crypto.Base64Url;
import dev.keycard.crypto.Entropy;
import dev.keycard.key.SealingKey;
import dev.keycard.user.Username;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ApplicationTokensTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.250Z");
    private static final Applicant ANN = new Applicant(
            Username.parse("Ann").orElseThrow(), "$argon2id$hash", "ann@example.org", "Ann", "O'\"Neil\\é");

    private final SealingKey key = new SealingKey(new byte[32]);
    private final ApplicationTokens tokens = new ApplicationTokens(key, Entropy.secure());

    @Test
    void opens_whatItIssued() {
        assertThat(tokens.open(tokens.issue(ANN, NOW), NOW)).contains(ANN);
    }

    @Test
    void refuses_afterADay() {
        String token = tokens.issue(ANN, NOW);

        assertThat(tokens.open(token, NOW.plus(Duration.ofHours(24)).minusMillis(1)))
                .isPresent();
        assertThat(tokens.open(token, NOW.plus(Duration.ofHours(24)))).isEmpty();
    }

    @Test
    void refuses_whatWasMadeByAClockThatWasSetBackSince() {
        String token = tokens.issue(ANN, NOW);

        assertThat(tokens.open(token, NOW.minusSeconds(60))).isPresent();
        assertThat(tokens.open(token, NOW.minusSeconds(60).minusMillis(1))).isEmpty();
    }

    @Test
    void token_tellsNothing() {
        byte[] bytes = Base64Url.decode(tokens.issue(ANN, NOW)).orElseThrow();

        assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("Ann", "argon2", "example");
        assertThat(tokens.issue(ANN, NOW)).isNotEqualTo(tokens.issue(ANN, NOW));
    }

    @Test
    void refuses_whatWasSealedForAnotherPurpose() {
        byte[] other = key.seal("{\"username\":\"ann\"}", "signing-key", Entropy.secure());

        assertThat(tokens.open(Base64Url.encode(other), NOW)).isEmpty();
    }

    @Property
    void refuses_anyOtherText(@ForAll String text) {
        assertThat(tokens.open(text, NOW)).isEmpty();
    }
}
