package dev.keycard.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TextSetTest {

    @Property(tries = 200)
    void reads_whatItWrote(@ForAll Set<String> names) {
        assertThat(TextSet.parse(TextSet.format(names))).isEqualTo(names);
    }

    @Test
    void writes_equalSetsAlike() {
        assertThat(TextSet.format(Set.of("b", "a")))
                .isEqualTo("[\"a\",\"b\"]")
                .isEqualTo(TextSet.format(Set.of("a", "b")));
    }
}
