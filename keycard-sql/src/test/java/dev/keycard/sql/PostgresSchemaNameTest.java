package dev.keycard.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The name of a schema stands in statements, so it is plain. */
class PostgresSchemaNameTest {

    @Property(tries = 2000)
    void name_isPlain_orRefused(@ForAll @StringLength(max = 50) String any) {
        judge(any);
    }

    @Property(tries = 2000)
    void name_ofFewCharacters_isPlain_orRefused(
            @ForAll
                    @StringLength(max = 44)
                    @Chars({'_', 'p', 'g', '"', '$', ' ', '.', ',', '\'', '\\', '\n'})
                    @CharRange(from = '0', to = '9')
                    @CharRange(from = 'a', to = 'c')
                    @CharRange(from = 'A', to = 'C')
                    String any) {
        judge(any);
    }

    private static void judge(String any) {
        boolean plain = !any.isEmpty()
                && any.length() <= 40
                && any.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')
                && !Character.isDigit(any.charAt(0))
                && !any.startsWith("pg_")
                && !any.equals("information_schema");
        PostgresSettings settings = PostgresSettings.of("jdbc:postgresql://db/app");
        if (plain) {
            assertThat(settings.withSchema(any).schema()).isEqualTo(any);
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> settings.withSchema(any))
                    .withMessage("store.schema must be a name of at most 40 characters out of a-z, 0-9 and _"
                            + " that does not begin with a digit or pg_");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Keycard",
                "key-card",
                "key card",
                "1st",
                "pg_keycard",
                "pg_temp",
                "information_schema",
                "$user",
                "a\"; drop schema public; --",
                "keycard\n",
                "schlüssel"
            })
    void refuses_namesThatAreNotPlain(String bad) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> PostgresSettings.of("jdbc:postgresql://db/app").withSchema(bad))
                .withMessageContaining("store.schema must be a name");
    }

    @Test
    void name_tellsTheSchema_thatTheUrlOrTheSettingNames() {
        PostgresSettings ofUrl = PostgresSettings.of("jdbc:postgresql://db/app?currentSchema=shop");

        assertThat(ofUrl.name()).isEqualTo("jdbc:postgresql://db/app (schema shop)");
        assertThat(ofUrl.withSchema("keycard").name()).isEqualTo("jdbc:postgresql://db/app (schema keycard)");
        assertThat(PostgresSettings.of("jdbc:postgresql://localhost/app")
                        .withSchema("keycard")
                        .isLocal())
                .isTrue();
    }
}
