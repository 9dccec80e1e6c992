package dev.keycard.web.authcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.permission.Permissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RuleBookTest {

    private static final List<String> WORDS = List.of("a", "b", "c", "d", "e");

    @Test
    void firstRuleInTheFileWins_notTheMostParticular() {
        RuleBook book = new RuleBook(List.of(rule("1", "/a/*"), rule("2", "/a/b"), rule("3", "/a/**")));
        assertThat(found(book, "/a/b")).contains("1");
        assertThat(found(book, "/a")).contains("3");
        assertThat(found(book, "/a/b/c")).contains("3");
        assertThat(found(book, "/")).isEmpty();
        assertThat(found(book, "/A/b")).isEmpty();
    }

    @Test
    void ruleOfOtherMethods_isPassedOver() {
        RuleBook book = new RuleBook(List.of(
                new Rule("read", PathPattern.parse("/a"), Set.of("GET"), Permissions.ALLOW_ANY, null),
                rule("all", "/**")));
        assertThat(book.find("GET", path("/a")).map(Rule::name)).contains("read");
        assertThat(book.find("HEAD", path("/a")).map(Rule::name)).contains("all");
        assertThat(book.find("POST", path("/a")).map(Rule::name)).contains("all");
    }

    @Property
    void finds_whatReadingTheRulesInOrderFinds(
            @ForAll("rules") List<Rule> rules,
            @ForAll("paths") List<String> segments,
            @ForAll("methods") String method) {
        RuleBook book = new RuleBook(rules);
        OriginalPath path = new OriginalPath(segments);
        assertThat(book.find(method, path)).isEqualTo(inOrder(rules, method, path));
    }

    @Property(tries = 50)
    void finds_theSame_amongAThousandRules(
            @ForAll("thousand") List<Rule> rules, @ForAll("manyPaths") List<List<String>> paths) {
        RuleBook book = new RuleBook(rules);
        for (List<String> segments : paths) {
            OriginalPath path = new OriginalPath(segments);
            assertThat(book.find("GET", path)).isEqualTo(inOrder(rules, "GET", path));
        }
    }

    @Provide
    Arbitrary<List<Rule>> rules() {
        return rule().list().ofMaxSize(30);
    }

    @Provide
    Arbitrary<List<Rule>> thousand() {
        return rule().list().ofSize(1000);
    }

    @Provide
    Arbitrary<List<String>> paths() {
        return Arbitraries.of(WORDS).list().ofMaxSize(5);
    }

    @Provide
    Arbitrary<List<List<String>>> manyPaths() {
        return paths().list().ofSize(100);
    }

    @Provide
    Arbitrary<String> methods() {
        return Arbitraries.of("GET", "POST", "DELETE");
    }

    private Arbitrary<Rule> rule() {
        List<String> pieces = new ArrayList<>(WORDS);
        pieces.add("*");
        pieces.add("{id}");
        Arbitrary<String> pattern = Combinators.combine(
                        Arbitraries.of(pieces).list().ofMaxSize(5), Arbitraries.of(true, false))
                .as((segments, open) ->
                        "/" + String.join("/", segments) + (open ? (segments.isEmpty() ? "**" : "/**") : ""));
        return Combinators.combine(pattern, methods().set().ofMaxSize(2))
                .as((path, methods) ->
                        new Rule(path + methods, PathPattern.parse(path), methods, Permissions.ALLOW_ANY, null));
    }

    /** The rule as one would look for it by reading the file. */
    private static Optional<Rule> inOrder(List<Rule> rules, String method, OriginalPath path) {
        return rules.stream()
                .filter(rule -> rule.methods().isEmpty() || rule.methods().contains(method))
                .filter(rule -> matches(rule.path(), path.segments()))
                .findFirst();
    }

    private static boolean matches(PathPattern pattern, List<String> path) {
        int size = pattern.segments().size();
        if (pattern.open() ? path.size() < size : path.size() != size) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            String wanted = pattern.segments().get(i);
            if (!wanted.equals("*") && !wanted.equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> found(RuleBook book, String path) {
        return book.find("GET", path(path)).map(Rule::name);
    }

    private static OriginalPath path(String text) {
        return OriginalPath.parse(text).orElseThrow();
    }

    private static Rule rule(String name, String path) {
        return new Rule(name, PathPattern.parse(path), Set.of(), Permissions.ALLOW_ANY, null);
    }
}
