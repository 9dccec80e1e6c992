package dev.keycard.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EntropyTest {

    @Test
    void secretText_carriesAllOf32Bytes() {
        Entropy ones = target -> Arrays.fill(target, (byte) -1);

        assertThat(ones.bytes(5)).containsExactly(-1, -1, -1, -1, -1);
        assertThat(ones.secretText()).isEqualTo("_".repeat(42) + "8");
    }

    @Test
    void systemsEntropy_doesNotRepeatItself() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            seen.add(Entropy.secure().secretText());
        }

        assertThat(seen).hasSize(1000).allMatch(text -> text.length() == 43);
    }
}
