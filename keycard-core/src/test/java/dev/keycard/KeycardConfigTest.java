package dev.keycard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keycard.gate.Scheme;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeycardConfigTest {

    @Test
    void defaults_areThoseOfTheContract_inOrder() {
        assertThat(KeycardConfig.defaults().schemes()).containsExactly(Scheme.JWT, Scheme.TOKEN, Scheme.SESSION);
        assertThat(KeycardConfig.defaults().publicOrigin()).isNull();
    }

    @Test
    void refuses_noSchemes_andNamesTheSetting() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(Set.of()))
                .withMessageContaining("authentication.schemes");
    }

    @Test
    void schemes_keepTheirOrder_andCannotBeChanged() {
        Set<Scheme> order = new LinkedHashSet<>(List.of(Scheme.SESSION, Scheme.BASIC, Scheme.JWT));
        KeycardConfig config = with(order);
        order.clear();

        assertThat(config.schemes()).containsExactly(Scheme.SESSION, Scheme.BASIC, Scheme.JWT);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> config.schemes().clear());
    }

    @Test
    void toBuilder_keepsEveryPart() {
        KeycardConfig config = KeycardConfig.builder()
                .schemes(Set.of(Scheme.BASIC))
                .paths(Map.of("token", "/sign-in/"))
                .publicOrigin("https://api.example.org")
                .build();

        assertThat(config.toBuilder().build()).isEqualTo(config);
    }

    private static KeycardConfig with(Set<Scheme> schemes) {
        return KeycardConfig.builder().schemes(schemes).build();
    }
}
