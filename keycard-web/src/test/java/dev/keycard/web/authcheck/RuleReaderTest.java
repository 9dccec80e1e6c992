package dev.keycard.web.authcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keycard.permission.Permission;
import dev.keycard.permission.Permissions;
import dev.keycard.throttle.Rate;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleReaderTest {

    private static final Map<String, String> FINE = Map.of("path", "/fine", "permission", "AllowAny");

    private final AtomicInteger made = new AtomicInteger();
    private final RuleReader reader = new RuleReader(RuleReaderTest::named);

    @Test
    void readsAllMembers() {
        List<Rule> rules = reader.read(List.of(
                Map.of(
                        "path", "/articles/**",
                        "methods", "GET, HEAD",
                        "permission", "IsAuthenticated",
                        "throttle", "100/min",
                        "name", "articles"),
                FINE));
        assertThat(rules)
                .containsExactly(
                        new Rule(
                                "articles",
                                PathPattern.parse("/articles/**"),
                                Set.of("GET", "HEAD"),
                                Permissions.IS_AUTHENTICATED,
                                new Rate(100, Duration.ofMinutes(1))),
                        new Rule("/fine", PathPattern.parse("/fine"), Set.of(), Permissions.ALLOW_ANY, null));
    }

    @Test
    void namesRulesByWhatTheyAreAbout() {
        assertThat(reader.read(List.of(Map.of("path", "/a/{id}", "methods", "POST,GET", "permission", "AllowAny"))))
                .extracting(Rule::name)
                .containsExactly("GET,POST /a/*");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pth | /a | \"pth\" is not among methods, name, path, permission, throttle",
                "path | a | the path \"a\" must begin with a slash",
                "path | '' | path is empty",
                "methods | get | \"get\" is no method; they are in upper case",
                "methods | GET, GET | methods has \"GET\" twice",
                "methods | '' | \"\" is no method; they are in upper case",
                "permission | Nobody | no permission Nobody",
                "permission | ' ' | permission is empty",
                "throttle | often | the throttle \"often\" must be a rate such as 10/min, 5/s or 3/20s",
                "name | '' | name is empty"
            })
    void refuses_wrongMember_withTheRulesNumber(String member, String text, String sentence) {
        Map<String, String> wrong = new HashMap<>(FINE);
        wrong.put(member, text);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader.read(List.of(FINE, wrong)))
                .withMessage("rule 2 of permission.rules: " + sentence);
    }

    @Test
    void refuses_missingPathOrPermission() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader.read(List.of(Map.of("permission", "AllowAny"))))
                .withMessage("rule 1 of permission.rules: path is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader.read(List.of(Map.of("path", "/"))))
                .withMessage("rule 1 of permission.rules: permission is missing");
    }

    @Test
    void refuses_ruleThatCanNeverMatch() {
        assertShadowed(rule("/**"), rule("/a"));
        assertShadowed(rule("/a", "GET"), rule("/a", "GET"));
        assertShadowed(rule("/a", "GET"), rule("/**", "POST"), rule("/a", "GET", "POST"));
        assertThat(new AuthCheckConfig(
                                ProxyHeaders.EITHER,
                                List.of(rule("/a", "GET"), rule("/a", "GET", "POST"), rule("/a"), rule("/**")))
                        .rules())
                .hasSize(4);
    }

    @Test
    void refuses_twoRulesOfOneName() {
        Rule first = new Rule("x", PathPattern.parse("/a"), Set.of(), Permissions.ALLOW_ANY, null);
        Rule second = new Rule("x", PathPattern.parse("/b"), Set.of(), Permissions.ALLOW_ANY, null);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AuthCheckConfig(ProxyHeaders.EITHER, List.of(first, second)))
                .withMessage("rule 2 of permission.rules is called \"x\" like rule 1");
    }

    private static void assertShadowed(Rule... rules) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AuthCheckConfig(ProxyHeaders.EITHER, List.of(rules)))
                .withMessageStartingWith("rule " + rules.length + " of permission.rules can never match");
    }

    /** Names differ, so that nothing but the paths and methods is at fault. */
    private Rule rule(String path, String... methods) {
        return new Rule(
                "rule " + made.incrementAndGet(),
                PathPattern.parse(path),
                Set.of(methods),
                Permissions.ALLOW_ANY,
                null);
    }

    private static Permission named(String text) {
        return Permissions.named(text).orElseThrow(() -> new IllegalArgumentException("no permission " + text));
    }
}
