package dev.keycard.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keycard.http.TestRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionLanguageTest {

    private static final PermissionConfig CONFIG = new PermissionConfig(
            Map.of("editor", Set.of("articles.*"), "chief editor", Set.of(), "o'brien", Set.of()),
            List.of("free", "premium"));
    private static final PermissionLanguage LANGUAGE = new PermissionLanguage(CONFIG);
    private static final TestRequest REQUEST = TestRequest.get("/");

    /** A rule as written with every parenthesis, and which of the roles a, b and c satisfy it, as bits of eight sets. */
    record Written(String text, int model) {}

    @Provide
    Arbitrary<Written> rules() {
        return rules(5);
    }

    private static Arbitrary<Written> rules(int depth) {
        Arbitrary<Written> leaf = Arbitraries.of(
                new Written("HasRole(a)", 0xAA),
                new Written("HasRole('b')", 0xCC),
                new Written("HasRole( c )", 0xF0),
                new Written("AllowAny", 0xFF));
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<Written> part = rules(depth - 1);
        return Arbitraries.oneOf(
                leaf,
                part.map(a -> new Written("not (" + a.text + ")", ~a.model & 0xFF)),
                Combinators.combine(part, part)
                        .as((a, b) -> new Written("(" + a.text + ") and (" + b.text + ")", a.model & b.model)),
                Combinators.combine(part, part)
                        .as((a, b) -> new Written("(" + a.text + ")or(" + b.text + ")", a.model | b.model)));
    }

    @Property
    void means_whatLogicSays(@ForAll("rules") Written written) {
        assertThat(model(free().parse(written.text))).isEqualTo(written.model);
    }

    @Property
    void whatIsPrinted_readsBackAsTheSame(@ForAll("rules") Written written) {
        Permission rule = free().parse(written.text);
        Permission again = free().parse(rule.toString());
        assertThat(again).isEqualTo(rule);
    }

    @Property
    void anyText_isAPermissionOrOneSentence(@ForAll("texts") String text) {
        try {
            assertThat(LANGUAGE.parse(text)).isNotNull();
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage())
                    .startsWith("at character ")
                    .hasSizeLessThan(250)
                    .doesNotContainPattern("\\p{Cntrl}");
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(
                "and",
                "or",
                "not",
                "(",
                ")",
                "'",
                "''",
                " ",
                "HasRole(editor)",
                "HasTier(",
                "IsAuthenticated",
                "é",
                "\0",
                "HasPermission('articles.edit')",
                "\n");
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(60),
                pieces.list().ofMaxSize(40).map(list -> list.stream().collect(Collectors.joining(" "))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IsAuthenticated | IsAuthenticated",
                "HasRole(editor) or AllowAny and not IsAdminUser | HasRole(editor) or AllowAny and not IsAdminUser",
                "(HasRole(editor) or AllowAny) and IsAdminUser | (HasRole(editor) or AllowAny) and IsAdminUser",
                "((HasRole( editor )))|HasRole(editor)",
                "not(IsAdminUser or AllowAny)|not (IsAdminUser or AllowAny)",
                "not not IsAdminUser|IsAdminUser",
                "HasScope(articles:read)|HasScope(articles:read)",
                "HoldsScope(introspect)|HoldsScope(introspect)",
                "HasPermission(articles.edit)|HasPermission(articles.edit)",
                "HasTier(premium) and HasTier(premium)|HasTier(premium)",
            })
    void reads_andPrints(String text, String printed) {
        assertThat(LANGUAGE.parse(text)).hasToString(printed);
    }

    @Test
    void reads_argumentsInQuotes() {
        assertThat(LANGUAGE.parse("HasRole('chief editor')")).isEqualTo(new HasRole("chief editor"));
        assertThat(LANGUAGE.parse("HasRole('o''brien')")).isEqualTo(new HasRole("o'brien"));
        assertThat(LANGUAGE.parse("HasRole('o''brien')")).hasToString("HasRole('o''brien')");
        assertThat(LANGUAGE.parse("HasScope(and)")).isEqualTo(new HasScope("and"));
    }

    @Test
    void reads_theNamesOfAllRules() {
        for (Permissions rule : Permissions.values()) {
            assertThat(LANGUAGE.parse(rule.label())).isSameAs(rule);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "HasRol(editor) | at character 1: there is no rule \"HasRol\"; the nearest is HasRole",
                "isauthenticated | at character 1: there is no rule \"isauthenticated\"; the nearest is IsAuthenticated",
                "AllowAny AND IsAdminUser | at character 10: and, or, or the end is expected, not \"AND\"",
                "AllowAny and | at character 13: a rule is expected, not the end",
                "AllowAny and or AllowAny | at character 14: a rule is expected, not \"or\"",
                "(AllowAny | at character 10: a closing parenthesis is expected, not the end",
                "AllowAny) | at character 9: and, or, or the end is expected, not \")\"",
                "AllowAny() | at character 9: AllowAny takes no argument",
                "HasRole | at character 8: HasRole needs an argument, in parentheses",
                "HasRole() | at character 9: HasRole needs an argument, not \")\"",
                "HasRole(editor | at character 15: a closing parenthesis is expected, not the end",
                "HasRole(editor, x) | at character 17: a closing parenthesis is expected, not \"x\"",
                "HasRole('editor) | at character 9: the quote that is opened there is never closed",
                "HasTier(premum) | at character 9: permission.tiers has no tier \"premum\"; the nearest is premium",
                "HasRole(editr) | at character 9: permission.roles has no role \"editr\"; the nearest is editor",
                "`` | at character 1: a rule is expected, not the end"
            })
    void refuses_withOneSentence(String text, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LANGUAGE.parse(text))
                .withMessage(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HasPermission(articles)", "HasPermission(articles.*)", "HasScope('a b')", "HasRole('')"})
    void refuses_argumentsOfTheWrongForm(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LANGUAGE.parse(text))
                .withMessageStartingWith("at character ");
    }

    @Test
    void refuses_whatIsTooDeepOrTooLong() {
        for (String opening : List.of("(", "not ", "not (")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LANGUAGE.parse(opening.repeat(600) + "AllowAny"))
                    .withMessageContaining("nested more than 32 deep");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LANGUAGE.parse(" ".repeat(4090) + "AllowAny"))
                .withMessageContaining("longer than 4096");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LANGUAGE.parse("x".repeat(4096)))
                .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(250));
    }

    @Test
    void longChains_areReadAndDecided() {
        String chain = "not HasRole(a)" + " and not HasRole(a) or HasRole(b)".repeat(120);
        assertThat(free().parse(chain).permits(REQUEST, People.plain())).isTrue();
    }

    private static PermissionLanguage free() {
        return new PermissionLanguage(PermissionConfig.defaults());
    }

    private static int model(Permission rule) {
        int model = 0;
        for (int who = 0; who < 8; who++) {
            String[] roles = new String[3];
            for (int role = 0; role < 3; role++) {
                roles[role] = (who >> role & 1) == 1 ? "" + (char) ('a' + role) : "other" + role;
            }
            model |= rule.permits(REQUEST, People.withRoles(roles)) ? 1 << who : 0;
        }
        return model;
    }
}
