package dev.keycard.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplesTest {

    @Test
    void quantile_isTheLeastValueThatTheShareDoesNotExceed() {
        Samples hundred = upTo(100);
        assertThat(hundred.median()).isEqualTo(50);
        assertThat(hundred.quantile(0.99)).isEqualTo(99);
        assertThat(hundred.quantile(1)).isEqualTo(100);
        assertThat(hundred.quantile(0)).isEqualTo(1);
    }

    @Test
    void quantile_ofOneValue_isThatValue() {
        assertThat(upTo(1).quantile(0.99)).isEqualTo(1);
    }

    @Test
    void quantile_ofNothing_isNotANumber() {
        assertThat(new Samples(0).median()).isNaN();
    }

    @Test
    void addAll_keepsEveryValueOfBoth() {
        Samples both = upTo(3);
        both.addAll(upTo(5));
        assertThat(both.count()).isEqualTo(8);
        assertThat(both.median()).isEqualTo(2);
    }

    /** In falling order, and more than were expected. */
    private static Samples upTo(int last) {
        Samples samples = new Samples(2);
        IntStream.rangeClosed(1, last).forEach(i -> samples.add(last + 1 - i));
        return samples;
    }
}
