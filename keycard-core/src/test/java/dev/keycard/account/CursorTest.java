package dev.keycard.account;

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
        assertThat(Cursor.parse(Cursor.after(id).text())).contains(new Cursor(id, false));
        assertThat(Cursor.parse(Cursor.before(id).text())).contains(new Cursor(id, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "a01", "a-1", "c1", "1", "a1 ", "a1\n", "a1234567890123456789", "a\u0661", "A1", "a1b"})
    void refuses_positionsThatItDoesNotWrite(String position) {
        assertThat(Cursor.parse(Base64Url.encode(position.getBytes(StandardCharsets.UTF_8))))
                .isEmpty();
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
        return Texts.mutationsOf(Cursor.after(1234).text());
    }
}
