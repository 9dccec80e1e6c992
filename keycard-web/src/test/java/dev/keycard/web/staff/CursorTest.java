package dev.keycard.web.staff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.crypto.Base64Url;
import dev.keycard.support.Texts;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @Property(tries = 500)
    void reads_whatItWrote(@ForAll @LongRange(min = 0, max = 999_999_999_999_999_999L) long id) {
        Cursor after = Cursor.after(Long.toString(id));
        assertThat(Cursor.parse(after.text())).contains(after);
        assertThat(after.number()).contains(id);
        Cursor before = Cursor.before(Long.toString(id));
        assertThat(Cursor.parse(before.text())).contains(before);
    }

    @Test
    void reads_idsThatCarryTheirTime() {
        Cursor cursor = Cursor.before("0198c0de-0000-7000-8000-00000000000a");
        assertThat(Cursor.parse(cursor.text())).contains(cursor);
        assertThat(cursor.number()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "c1", "1", "a1 ", "a1\n", "a\u0661", "A1", "aG"})
    void refuses_positionsThatItDoesNotWrite(String position) {
        assertThat(Cursor.parse(Base64Url.encode(position.getBytes(StandardCharsets.UTF_8))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "-1", "1b", "1234567890123456789"})
    void takes_nothingElseForANumber(String id) {
        assertThat(Cursor.after(id).number()).isEmpty();
    }

    @Test
    void refuses_longTexts() {
        assertThat(Cursor.parse("A".repeat(1_000_000))).isEmpty();
    }

    @Property(tries = 1000)
    void reads_onlyTextsThatItWrites(@ForAll("mutations") String text) {
        Cursor.parse(text).ifPresent(cursor -> assertThat(cursor.text()).isEqualTo(text));
    }

    @Provide
    Arbitrary<String> mutations() {
        return Texts.mutationsOf(Cursor.after("1234").text());
    }
}
