package dev.keycard.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserIdTest {

    @Property
    void keepsTheNumbersOfKeycardsOwnUsers(@ForAll @LongRange(min = 0) long number) {
        UserId id = UserId.of(number);

        assertThat(id.number()).hasValue(number);
        assertThat(id.value()).isEqualTo(number);
        assertThat(UserId.parse(id.text())).contains(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "07",
                "00",
                "-7",
                "+7",
                "7.0",
                "1e3",
                "seven",
                "\u0667",
                "9223372036854775808",
                "99999999999999999999",
                "3f0c9a3e-5f5c-4a53-9a57-0a8ad3b7a0f1"
            })
    void takesAnotherTextForNoNumber(String text) {
        UserId id = new UserId(text);

        assertThat(id.number()).isEmpty();
        assertThat(id.value()).isEqualTo(text);
        assertThat(id).isNotEqualTo(UserId.of(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " 7", "7 ", "7\n", "a b", "\u0000", "a\u007f", "\u200b", "a\u202eb", "\ud800"})
    void refuses_textThatIsEmptyOrNotVisible(String text) {
        assertThat(UserId.parse(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new UserId(text));
    }

    @Test
    void refuses_longText() {
        assertThat(UserId.parse("u".repeat(UserId.MAX_LENGTH))).isPresent();
        assertThat(UserId.parse("u".repeat(UserId.MAX_LENGTH + 1))).isEmpty();
    }

    @Test
    void readsUuid_inItsOneForm() {
        UUID uuid = UUID.fromString("6f1c1d2e-57a4-4f2c-9a0e-3c1f0a9d7b55");

        assertThat(UserId.of(uuid).uuid()).contains(uuid);
        assertThat(new UserId(uuid.toString().toUpperCase(Locale.ROOT)).uuid()).isEmpty();
        assertThat(new UserId("1-1-1-1-1").uuid()).isEmpty();
        assertThat(new UserId("z".repeat(36)).uuid()).isEmpty();
        assertThat(UserId.of(7).uuid()).isEmpty();
    }
}
