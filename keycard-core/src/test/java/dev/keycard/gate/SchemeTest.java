package dev.keycard.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SchemeTest {

    @Test
    void isNamed_inLowerCase() {
        assertThat(Scheme.named("jwt")).contains(Scheme.JWT);
        assertThat(Scheme.named("token")).contains(Scheme.TOKEN);
        assertThat(Scheme.named("session")).contains(Scheme.SESSION);
        assertThat(Scheme.named("basic")).contains(Scheme.BASIC);
    }

    @Test
    void refuses_otherNames() {
        assertThat(Scheme.named("JWT")).isEmpty();
        assertThat(Scheme.named("")).isEmpty();
        assertThat(Scheme.named("digest")).isEmpty();
    }
}
