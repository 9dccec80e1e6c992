package dev.keycard.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keycard.crypto.Base64Url;
import dev.keycard.crypto.Entropy;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealingKeyTest {

    private final Entropy entropy = new Random(1)::nextBytes;
    private final SealingKey key = new SealingKey(entropy.bytes(32));

    @Test
    void opens_whatItSealed() {
        assertThat(key.open(key.seal("a secret \u00e9", "kid-1", entropy), "kid-1"))
                .contains("a secret \u00e9");
        assertThat(key.open(key.seal("", "", entropy), "")).contains("");
    }

    @Test
    void sealsTheSameText_differentlyEachTime() {
        assertThat(key.seal("x", "kid", entropy)).isNotEqualTo(key.seal("x", "kid", entropy));
    }

    @Test
    void refuses_anotherLabel() {
        byte[] box = key.seal("x", "kid-1", entropy);

        assertThat(key.open(box, "kid-2")).isEmpty();
        assertThat(key.open(box, "")).isEmpty();
    }

    @Test
    void refuses_anotherKey() {
        assertThat(new SealingKey(entropy.bytes(32)).open(key.seal("x", "kid", entropy), "kid"))
                .isEmpty();
    }

    @Property(tries = 300)
    void refuses_anyChangeOfTheBox(@ForAll @IntRange(max = 28 + 6 - 1) int at, @ForAll @IntRange(max = 7) int bit) {
        byte[] box = key.seal("secret", "kid", entropy);
        box[at] ^= (byte) (1 << bit);

        assertThat(key.open(box, "kid")).isEmpty();
    }

    @Property(tries = 200)
    void refuses_anyBytesThatItDidNotSeal(@ForAll @Size(max = 80) byte[] box) {
        assertThat(key.open(box, "kid")).isEmpty();
    }

    @Test
    void refuses_boxThatIsCutOff() {
        byte[] box = key.seal("secret", "kid", entropy);
        for (int length = 0; length < box.length; length++) {
            assertThat(key.open(Arrays.copyOf(box, length), "kid")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 31, 33, 64})
    void refuses_keyOfAnotherLength(int length) {
        assertThatIllegalArgumentException().isThrownBy(() -> new SealingKey(new byte[length]));
        assertThat(SealingKey.parse(Base64Url.encode(new byte[length]))).isEmpty();
    }

    @Test
    void parses_whatWasWritten() {
        byte[] bytes = entropy.bytes(32);
        byte[] box = new SealingKey(bytes).seal("x", "kid", entropy);

        assertThat(SealingKey.parse(Base64Url.encode(bytes)).flatMap(parsed -> parsed.open(box, "kid")))
                .contains("x");
    }

    @Property(tries = 200)
    void refuses_anyTextThatIsNoKey(@ForAll String text) {
        assertThat(SealingKey.parse(text)).isEmpty();
    }

    @Test
    void keepsItsOwnCopyOfTheBytes() {
        byte[] bytes = entropy.bytes(32);
        SealingKey copied = new SealingKey(bytes);
        byte[] box = copied.seal("x", "kid", entropy);
        Arrays.fill(bytes, (byte) 0);

        assertThat(copied.open(box, "kid")).contains("x");
    }

    @Test
    void derives_anotherKeyForEachPurpose() {
        assertThat(key.derive("csrf")).hasSize(32).isEqualTo(key.derive("csrf")).isNotEqualTo(key.derive("other"));
    }

    @Test
    void printsNothing() {
        assertThat(key).hasToString("***");
    }
}
