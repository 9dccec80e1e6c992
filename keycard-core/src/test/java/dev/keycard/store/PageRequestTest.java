package dev.keycard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageRequestTest {

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 101, Integer.MAX_VALUE})
    void refuses_pagesOfNoneOrTooMany(int limit) {
        assertThatIllegalArgumentException().isThrownBy(() -> new PageRequest(0, false, limit));
    }

    @Test
    void first_beginsBeforeEverything() {
        assertThat(PageRequest.first(100)).isEqualTo(new PageRequest(0, false, 100));
    }

    @Test
    void page_keepsItsOwnItems() {
        List<String> items = new ArrayList<>(List.of("a"));
        Page<String> page = new Page<>(items, false, false);
        items.add("b");

        assertThat(page.items()).containsExactly("a");
    }
}
