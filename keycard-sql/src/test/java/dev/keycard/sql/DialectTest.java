package dev.keycard.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DialectTest {

    private final Dialect sqlite = new SqliteDialect();

    @Test
    void wordsInBraces_becomeThoseOfTheDatabase() {
        assertThat(sqlite.translate("select {greatest}(a, {least}(b, ?)) from t {all rows} offset ?"))
                .isEqualTo("select max(a, min(b, ?)) from t limit -1 offset ?");
    }

    @Test
    void statementWithoutWords_staysAsItIs() {
        assertThat(sqlite.translate("select 1 from t where a = '$1'")).isEqualTo("select 1 from t where a = '$1'");
    }

    @Test
    void unknownWord_isRefused() {
        assertThatThrownBy(() -> sqlite.translate("select {rownum} from t"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("{rownum}");
    }
}
