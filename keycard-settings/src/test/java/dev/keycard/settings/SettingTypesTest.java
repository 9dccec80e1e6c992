package dev.keycard.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.delivery.SmtpTls;
import dev.keycard.gate.Scheme;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingTypesTest {

    private static final SettingType<Scheme> SCHEME = SettingTypes.oneOf(Scheme.class);

    @Test
    void oneOf_readsNamesInLowerCase_withDashes() {
        assertThat(SCHEME.reader().apply("jwt")).contains(Scheme.JWT);
        assertThat(SCHEME.reader().apply("token")).contains(Scheme.TOKEN);
        assertThat(SCHEME.reader().apply("session")).contains(Scheme.SESSION);
        assertThat(SCHEME.reader().apply("basic")).contains(Scheme.BASIC);
        assertThat(SettingTypes.oneOf(SmtpTls.class).reader().apply("starttls-required"))
                .contains(SmtpTls.STARTTLS_REQUIRED);
    }

    @Test
    void oneOf_refusesEverythingElse_andNamesTheAlternatives() {
        assertThat(SCHEME.reader().apply("JWT")).isEmpty();
        assertThat(SCHEME.reader().apply("")).isEmpty();
        assertThat(SCHEME.reader().apply("digest")).isEmpty();
        assertThat(SCHEME.form()).isEqualTo("jwt, token, session or basic");
    }

    @Test
    void setOf_keepsTheOrder_andRefusesNothing() {
        SettingType<Set<Scheme>> schemes = SettingTypes.setOf(SCHEME);

        assertThat(schemes.reader().apply("session,  jwt").orElseThrow()).containsExactly(Scheme.SESSION, Scheme.JWT);
        assertThat(schemes.reader().apply("")).isEmpty();
        assertThat(schemes.reader().apply("jwt,")).isEmpty();
    }

    @Test
    void listOf_mayBeEmpty() {
        assertThat(SettingTypes.listOf(SCHEME).reader().apply(" ")).contains(List.of());
    }

    @Test
    void optional_hasAWordForNothing() {
        SettingType<Optional<Integer>> type = SettingTypes.optional(SettingTypes.COUNT, "auto");

        assertThat(type.reader().apply("auto")).contains(Optional.empty());
        assertThat(type.reader().apply("3")).contains(Optional.of(3));
        assertThat(type.reader().apply("none")).isEmpty();
        assertThat(type.form()).isEqualTo("a whole number above zero, or auto");
    }
}
