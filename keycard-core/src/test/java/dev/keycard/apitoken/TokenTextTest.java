package dev.keycard.apitoken;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.crypto.Entropy;
import dev.keycard.support.Texts;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTextTest {

    private static final Entropy ZEROS = target -> Arrays.fill(target, (byte) 0);

    private final Entropy entropy = new Random(13)::nextBytes;
    private final String token = TokenText.generate(entropy);

    @Test
    void isWritten_asTheContractSays() {
        assertThat(token).matches("kc_[A-Za-z0-9_-]{43}[0-9A-Za-z]{6}");
        assertThat(TokenText.isWellFormed(token)).isTrue();
        assertThat(TokenText.generate(entropy)).isNotEqualTo(token);
    }

    @Test
    void checksum_isCrc32InBase62() {
        // zlib.crc32(b"kc_" + b"A" * 43), in the digits 0-9A-Za-z
        assertThat(TokenText.generate(ZEROS)).isEqualTo("kc_" + "A".repeat(43) + "1gjT3a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "kc_", "x", "kc_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA000000"})
    void refuses_whatIsNoToken(String text) {
        assertThat(TokenText.isWellFormed(text)).isFalse();
    }

    @Property(tries = 2000)
    void refuses_anyMutationOfAToken(@ForAll("mutations") String mutated) {
        assertThat(TokenText.isWellFormed(mutated)).isFalse();
    }

    @Property(tries = 500)
    void refuses_anyOtherText(@ForAll String text) {
        assertThat(TokenText.isWellFormed(text)).isFalse();
        assertThat(TokenText.isWellFormed("kc_" + text)).isFalse();
    }

    @Test
    void shows_tooLittleToBeOfUse() {
        assertThat(TokenText.displayed(token)).hasSize(9).isEqualTo(token.substring(0, 9));
    }

    @Provide
    Arbitrary<String> mutations() {
        return Texts.mutationsOf(token);
    }
}
