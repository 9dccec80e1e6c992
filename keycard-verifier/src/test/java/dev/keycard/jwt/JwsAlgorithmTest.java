package dev.keycard.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwsAlgorithmTest {

    @ParameterizedTest
    @EnumSource
    void finds_eachByItsName(JwsAlgorithm algorithm) {
        assertThat(JwsAlgorithm.named(algorithm.joseName())).contains(algorithm);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "NONE", "", "hs256", "ES256 ", "EDDSA", "eddsa", "ES256K", "RS1"})
    void finds_noneByAnyOther(String name) {
        assertThat(JwsAlgorithm.named(name)).isEmpty();
    }

    @Test
    void knows_whichAreSymmetric() {
        assertThat(JwsAlgorithm.values())
                .filteredOn(JwsAlgorithm::symmetric)
                .containsExactly(JwsAlgorithm.HS256, JwsAlgorithm.HS384, JwsAlgorithm.HS512);
    }
}
