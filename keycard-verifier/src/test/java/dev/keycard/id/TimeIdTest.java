package dev.keycard.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keycard.crypto.Entropy;
import dev.keycard.support.Texts;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeIdTest {

    private static final String TEXT = "019cb1f4-8a00-7abc-8def-0123456789ab";

    private final Entropy entropy = new Random(7)::nextBytes;

    @Property(tries = 300)
    void tellsTheMillisecondItWasMadeIn(@ForAll @LongRange(min = 0, max = (1L << 48) - 1) long millis) {
        TimeId id = TimeId.at(Instant.ofEpochMilli(millis).plusNanos(999_999), entropy);

        assertThat(id.time()).isEqualTo(Instant.ofEpochMilli(millis));
        assertThat(TimeId.parse(id.text())).contains(id);
        assertThat(UUID.fromString(id.text()).version()).isEqualTo(7);
        assertThat(UUID.fromString(id.text()).variant()).isEqualTo(2);
    }

    @Test
    void sortsByTime() {
        Instant now = Instant.parse("2026-03-01T12:00:00Z");
        Entropy ones = target -> Arrays.fill(target, (byte) -1);
        Entropy zeros = target -> Arrays.fill(target, (byte) 0);

        assertThat(TimeId.at(now, ones).text())
                .isLessThan(TimeId.at(now.plusMillis(1), zeros).text());
    }

    @Test
    void isUnique_withinAMillisecond() {
        Set<TimeId> ids = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            ids.add(TimeId.at(Instant.EPOCH, entropy));
        }

        assertThat(ids).hasSize(10_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "019cb1f48a007abc8def0123456789ab",
                "019CB1F4-8A00-7ABC-8DEF-0123456789AB",
                "019cb1f4-8a00-4abc-8def-0123456789ab",
                "019cb1f4-8a00-7abc-7def-0123456789ab",
                "019cb1f4-8a00-7abc-cdef-0123456789ab",
                "019cb1f4-8a00-7abc-8def-0123456789a",
                "019cb1f4-8a00-7abc-8def-0123456789abc",
                " 019cb1f4-8a00-7abc-8def-0123456789ab",
                "019cb1f4-8a00-7abc-8def-0123456789ab\n",
                "{019cb1f4-8a00-7abc-8def-0123456789ab}",
                "019cb1f4-8a00-7abc-8def-0123456789a\u0661",
            })
    void refuses_whatIsNoLowerCaseUuidOfVersion7(String text) {
        assertThat(TimeId.parse(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new TimeId(text));
    }

    @Property(tries = 1000)
    void reads_onlyTextsThatItWrites(@ForAll("mutations") String text) {
        TimeId.parse(text).ifPresent(id -> {
            assertThat(id).hasToString(text);
            assertThat(UUID.fromString(text)).hasToString(text);
        });
        assertThat(TimeId.parse(text).isPresent()).isEqualTo(text.matches("[0-9a-f-]{36}") && isVersion7(text));
    }

    @Provide
    Arbitrary<String> mutations() {
        return Texts.mutationsOf(TEXT);
    }

    private static boolean isVersion7(String text) {
        return text.matches(".{8}-.{4}-7.{3}-[89ab].{3}-.{12}")
                && text.chars().filter(c -> c == '-').count() == 4;
    }

    @Test
    void firstOf_isTheLeastOfItsMoment_andGreaterThanAnyBefore() {
        Instant moment = Instant.parse("2026-03-01T12:00:00.250Z");
        TimeId first = TimeId.firstOf(moment);

        assertThat(first.time()).isEqualTo(moment);
        for (int i = 0; i < 100; i++) {
            assertThat(TimeId.at(moment, Entropy.secure()).text()).isGreaterThan(first.text());
            assertThat(TimeId.at(moment.minusMillis(1), Entropy.secure()).text())
                    .isLessThan(first.text());
        }
    }
}
