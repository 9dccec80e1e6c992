package dev.keycard.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    @ParameterizedTest
    @CsvSource({"prot,port", "por,port", "port,port", "hots,host", "dta,data", "'',port"})
    void finds_whatTakesTheFewestStrokes(String written, String meant) {
        assertThat(Nearest.to(written, List.of("port", "host", "data"))).isEqualTo(meant);
    }
}
