package dev.keycard.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeededEntropyTest {

    @Test
    void repeats_itselfForTheSameSeed() {
        SeededEntropy one = new SeededEntropy(1);
        SeededEntropy same = new SeededEntropy(1);

        assertThat(one.bytes(16)).isEqualTo(same.bytes(16));
        assertThat(one.secretText()).isEqualTo(same.secretText());
    }

    @Test
    void differs_fromCallToCallAndFromSeedToSeed() {
        SeededEntropy entropy = new SeededEntropy(1);

        assertThat(entropy.bytes(16)).isNotEqualTo(entropy.bytes(16)).isNotEqualTo(new SeededEntropy(2).bytes(16));
    }
}
