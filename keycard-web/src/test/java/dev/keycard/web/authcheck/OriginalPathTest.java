package dev.keycard.web.authcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.support.Texts;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginalPathTest {

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/a, /a",
        "/a/, /a",
        "/a/b-1.json, /a/b-1.json",
        "/%61dmin/%7e, /admin/~",
        "/caf%C3%A9/%c3%a9, /café/é",
        "/a%20b, /a b",
        "/a+b:c@d=e!$&(*)', /a+b:c@d=e!$&(*)'",
        "/%E4%BA%AC/%F0%9F%98%80, /京/😀"
    })
    void decodesOnce(String raw, String decoded) {
        assertThat(OriginalPath.parse(raw).map(OriginalPath::text)).contains(decoded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "*", "admin/x", "example.org:443", "\\admin"})
    void refuses_whatIsNoPath(String raw) {
        assertRefused(raw);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.",
                "/..",
                "/./a",
                "/a/..",
                "/a/../b",
                "/%2e",
                "/%2E%2e/a",
                "/.%2e",
                "/a/%2e/b",
                "/...",
                "/a./b"
            })
    void refuses_dotSegments_andDotsAtTheEnd(String raw) {
        assertRefused(raw);
    }

    @ParameterizedTest
    @ValueSource(strings = {"//", "//a", "/a//", "/a//b", "///", "/a///"})
    void refuses_emptySegments(String raw) {
        assertRefused(raw);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a%2fb", "/a%2Fb", "/%2f", "/a\\b", "/a%5cb", "/a%5C", "/a%3fb", "/a%23b", "/a%3bb", "/a;b", "/;",
                "/..;/a"
            })
    void refuses_separators_rawOrEscaped(String raw) {
        assertRefused(raw);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%2561", "/%252e%252e", "/%25", "/a%25zz"})
    void refuses_whatIsStillEscapedAfterDecoding(String raw) {
        assertRefused(raw);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%", "/%2", "/%zz", "/%u0061", "/%-1", "/%+1", "/%\u0661\u0661", "/a%6"})
    void refuses_brokenEscapes(String raw) {
        assertRefused(raw);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%00",
                "/a%00",
                "/a%0a",
                "/a%0d%0ab",
                "/%7f",
                "/%c2%80",
                "/a%09",
                "/%e2%80%ae",
                "/%e2%80%8b",
                "/%ef%bb%bfa"
            })
    void refuses_controlAndInvisibleCharacters(String raw) {
        assertRefused(raw);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%c0%af",
                "/%c0%ae%c0%ae",
                "/%e0%80%af",
                "/%f0%80%80%af",
                "/%ff",
                "/%c3",
                "/%ed%a0%80",
                "/%f4%90%80%80"
            })
    void refuses_malformedAndOverlongUtf8(String raw) {
        assertRefused(raw);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/\u00e9", "/\uff0fadmin", "/a b", "/a\tb", "/a\"", "/<", "/a|b", "/{a}", "/[a]", "/^", "/`"})
    void refuses_rawBytesThatMustBeEscaped(String raw) {
        assertRefused(raw);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%ef%bd%81dmin", "/%ef%bc%8fadmin", "/%ef%bc%8e%ef%bc%8e", "/a%cc%81", "/%e2%84%aa"})
    void refuses_compatibilityForms_thatOthersWouldFold(String raw) {
        assertRefused(raw);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a%20", "/%20a", "/%20", "/a%20/b"})
    void refuses_blanksThatFileSystemsCut(String raw) {
        assertRefused(raw);
    }

    @Test
    void refuses_pathsBeyondTheLimit() {
        String longest = "/" + "a".repeat(OriginalPath.MAX_LENGTH - 1);
        assertThat(OriginalPath.parse(longest)).isPresent();
        assertRefused(longest + "a");
    }

    @Property
    void whateverIsAccepted_survivesBeingEscapedAgain(@ForAll("paths") String raw) {
        Optional<OriginalPath> read = OriginalPath.parse(raw);
        read.ifPresent(
                path -> assertThat(OriginalPath.parse(escaped(path.segments()))).isEqualTo(read));
    }

    @Property
    void whateverIsAccepted_hasNoSegmentThatMeansSomethingElse(@ForAll("paths") String raw) {
        OriginalPath.parse(raw)
                .ifPresent(path -> assertThat(path.segments())
                        .allSatisfy(segment -> assertThat(segment)
                                .isNotIn("", ".", "..")
                                .doesNotContain("/", "\\", "%", ";", "?", "#", "\0", "\n", "\r")));
    }

    @Provide
    Arbitrary<String> paths() {
        return Texts.around(
                        "/", "/a", "a", "%2e", "%C3%A9", "%25", ".", "%", "2f", ";", "\\", "%00", "%20", "%ef%bc%8f")
                .map(text -> "/" + text);
    }

    private static String escaped(List<String> segments) {
        return segments.stream()
                .map(segment ->
                        URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/", "/", ""));
    }

    private static void assertRefused(String raw) {
        assertThat(OriginalPath.parse(raw)).as(raw).isEmpty();
    }
}
