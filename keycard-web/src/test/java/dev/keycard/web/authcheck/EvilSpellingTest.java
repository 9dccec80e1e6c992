package dev.keycard.web.authcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.permission.Permissions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a protected path is spelt, the request is refused or meets the rule of that path, never the open one beside it. */
class EvilSpellingTest {

    private static final RuleBook BOOK = new RuleBook(List.of(
            new Rule("guarded", PathPattern.parse("/admin/**"), Set.of(), Permissions.IS_ADMIN_USER, null),
            new Rule("open", PathPattern.parse("/**"), Set.of(), Permissions.ALLOW_ANY, null)));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin",
                "/admin/",
                "/admin/keys",
                "/%61dmin/keys",
                "/%61%64%6d%69%6e",
                "/%61%64%6D%69%6E",
                "/admin?x=/public",
                "http://public.example/admin",
                "//admin",
                "///admin//",
                "/./admin",
                "/%2e/admin",
                "/public/../admin",
                "/public/%2e%2e/admin",
                "/public/.%2E/admin",
                "/public/..;/admin",
                "/public/..;x=y/admin",
                "/public/..%2fadmin",
                "/public%2f..%2fadmin",
                "/public/..%5cadmin",
                "/public\\..\\admin",
                "/public/%252e%252e/admin",
                "/public/%25252e%25252e/admin",
                "/%2561dmin",
                "/public/%c0%ae%c0%ae/admin",
                "/public/..%c0%afadmin",
                "/public/..%e0%80%afadmin",
                "/public/%uff0e%uff0e/admin",
                "/public/%ef%bc%8e%ef%bc%8e/admin",
                "/public/..%ef%bc%8fadmin",
                "/%ef%bd%81dmin",
                "/admin%00",
                "/admin%00.css",
                "/admin;.css",
                "/admin%3b.css",
                "/admin%20",
                "/admin.",
                "/admin%2e",
                "/admin%0a",
                "/admin%0d%0aX:y",
                "/admin#",
                "/public#/../admin",
                "/admin%23",
                "/admin%3fx",
                "/admin\t",
                " /admin",
                "/public, /admin",
                "/%e2%80%8badmin",
                "/adm%c2%adin",
                "\\admin",
                "/\\admin"
            })
    void knownTricks_areNoWayRound(String target) {
        assertThat(rule(target)).as(target).isNotEqualTo(Optional.of("open"));
    }

    @Property(tries = 3000)
    void anySpelling_isNoWayRound(@ForAll("spellings") String target) {
        assertThat(rule(target)).as(target).isNotEqualTo(Optional.of("open"));
    }

    /** The path, each letter and separator written in one of the ways in which some decoder reads it as that. */
    @Provide
    Arbitrary<String> spellings() {
        Arbitrary<String> before = Arbitraries.of(
                "",
                "",
                "/public/..",
                "/public/%2e%2e",
                "/.",
                "/%2E",
                "/public/..;",
                "/public/%252e.",
                "/x/y/../..",
                "/%c0%ae.");
        Arbitrary<String> after = Arbitraries.of(
                "", "", "/", "//", "/.", "/keys", "%2fkeys", ";a=b", "%00", "%20", ".", "%2e", "?a", "\\");
        Arbitrary<String> slash = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just("/")),
                Tuple.of(1, Arbitraries.of("//", "/./", "%2f", "%2F", "\\", "%5c", "%252f", "%c0%af", "%ef%bc%8f")));
        Arbitrary<String> word = Combinators.combine(letter('a'), letter('d'), letter('m'), letter('i'), letter('n'))
                .as((a, d, m, i, n) -> a + d + m + i + n);
        return Combinators.combine(before, slash, word, after).as((b, s, w, a) -> b + s + w + a);
    }

    private static Arbitrary<String> letter(char c) {
        String hex = Integer.toHexString(c);
        return Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just(String.valueOf(c))),
                Tuple.of(2, Arbitraries.of("%" + hex, "%" + hex.toUpperCase(Locale.ROOT))),
                Tuple.of(1, Arbitraries.of("%25" + hex, "%u00" + hex, fullWidth(c))));
    }

    /** The letter's full-width form, as the three bytes of its UTF-8. */
    private static String fullWidth(char c) {
        return "%ef%bd%" + Integer.toHexString(0x81 + c - 'a');
    }

    private static Optional<String> rule(String target) {
        return OriginalTarget.parse(target)
                .flatMap(read -> BOOK.find("GET", read.path()))
                .map(Rule::name);
    }
}
