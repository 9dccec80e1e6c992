package dev.keycard.web.request;

import static dev.keycard.support.Refusals.assertRefused;
import static dev.keycard.support.Refusals.assertResultOrRefusal;
import static dev.keycard.support.Refusals.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.http.ErrorCode;
import dev.keycard.http.TestRequest;
import dev.keycard.support.Texts;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {

    @ParameterizedTest
    @CsvSource({
        "limit=5, 5",
        "a=b&limit=5&c, 5",
        "limit=a%20b+c, a b c",
        "l%69mit=5, 5",
        "limit, ''",
        "limit=, ''",
        "limit=a=b, a=b"
    })
    void finds_theParameter(String query, String value) {
        assertThat(value(query)).contains(value);
    }

    @Test
    void finds_nothingElse() {
        assertThat(Query.value(TestRequest.get("/"), "limit")).isEmpty();
        assertThat(value("")).isEmpty();
        assertThat(value("Limit=5&xlimit=6")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=1&limit=1", "limit&limit=2", "limit=1&%6cimit=2"})
    void refuses_parameterGivenTwice(String query) {
        assertThat(refusal(() -> value(query)).fields()).containsOnlyKeys("limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=%", "limit=%f", "limit=%fg", "limit=%ff", "limit=%c0%af", "limit=%ed%a0%80", "%=1"})
    void refuses_whatCannotBeDecoded(String query) {
        assertRefused(ErrorCode.PARSE_ERROR, () -> value(query));
    }

    @Property(tries = 1000)
    void anyQuery_givesAResultOrARefusal(@ForAll("queries") String query) {
        assertResultOrRefusal(() -> value(query));
    }

    @Provide
    Arbitrary<String> queries() {
        return Texts.around("limit", "=", "&", "%", "%6c", "%c3%a9", "%ff", "+", "1");
    }

    private static Optional<String> value(String query) {
        return Query.value(TestRequest.get("/").withQuery(query), "limit");
    }
}
