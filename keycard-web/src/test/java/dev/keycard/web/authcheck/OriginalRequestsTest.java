package dev.keycard.web.authcheck;

import static dev.keycard.support.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.http.ErrorCode;
import dev.keycard.http.TestRequest;
import dev.keycard.permission.Permissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginalRequestsTest {

    private static final TestRequest PLAIN = TestRequest.get("/auth/check");
    private static final TestRequest ORIGINAL =
            PLAIN.with("X-Original-Method", "POST").with("X-Original-URI", "/a?b");
    private static final TestRequest FORWARDED =
            PLAIN.with("X-Forwarded-Method", "POST").with("X-Forwarded-Uri", "/a?b");
    private static final Rule RULE = new Rule("a", PathPattern.parse("/a"), Set.of(), Permissions.ALLOW_ANY, null);

    @Test
    void readsEitherPair_orBothIfTheyAgree() {
        assertThat(read(ProxyHeaders.EITHER, ORIGINAL).path()).isEqualTo("/a");
        assertThat(read(ProxyHeaders.EITHER, FORWARDED).path()).isEqualTo("/a");
        TestRequest both = ORIGINAL.with("X-Forwarded-Method", "POST").with("X-Forwarded-Uri", "/a?b");
        assertThat(read(ProxyHeaders.EITHER, both).path()).isEqualTo("/a");
    }

    @Test
    void showsTheOriginalMethodPathAndQuery_andTheCredentialsOfTheSubRequest() {
        ForwardedRequest seen =
                read(ProxyHeaders.ORIGINAL, ORIGINAL.with("Cookie", "keycard=x").from("192.0.2.7"));
        assertThat(seen.method()).isEqualTo("POST");
        assertThat(seen.isSafe()).isFalse();
        assertThat(seen.query()).isNull();
        assertThat(seen.header("cookie")).isEqualTo("keycard=x");
        assertThat(seen.address()).isEqualTo("192.0.2.7");
        assertThat(seen.rule()).contains(RULE);
    }

    @Test
    void hidesWhatTheClientAccepts() {
        ForwardedRequest seen = read(ProxyHeaders.ORIGINAL, ORIGINAL.with("Accept", "image/webp"));
        assertThat(seen.header("accept")).isNull();
        assertThat(seen.headers("ACCEPT")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void refuses_whenNothingIsTold(ProxyHeaders headers) {
        refused(headers, PLAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Original-Method", "X-Original-URI", "X-Forwarded-Method", "X-Forwarded-Uri"})
    void refuses_halfAPair(String name) {
        String value = name.endsWith("Method") ? "POST" : "/a?b";
        refused(ProxyHeaders.EITHER, PLAIN.with(name, value));
        refused(ProxyHeaders.EITHER, (name.startsWith("X-O") ? FORWARDED : ORIGINAL).with(name, value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/b", "/a", "/a?c", "/A?b", ""})
    void refuses_pairsThatDiffer(String uri) {
        refused(ProxyHeaders.EITHER, ORIGINAL.with("X-Forwarded-Method", "POST").with("X-Forwarded-Uri", uri));
        refused(ProxyHeaders.EITHER, ORIGINAL.with("X-Forwarded-Method", "GET").with("X-Forwarded-Uri", "/a?b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Original-Method", "x-original-uri"})
    void refuses_headerThatStandsTwice_evenIfBothAreTheSame(String name) {
        refused(ProxyHeaders.ORIGINAL, ORIGINAL.with(name, name.endsWith("Method") ? "POST" : "/a?b"));
    }

    @Test
    void namedPair_isTheOnlyOneLookedAt() {
        TestRequest forged = ORIGINAL.with("X-Forwarded-Method", "GET").with("X-Forwarded-Uri", "/public");
        assertThat(read(ProxyHeaders.ORIGINAL, forged).path()).isEqualTo("/a");
        assertThat(read(ProxyHeaders.FORWARDED, forged).path()).isEqualTo("/public");
        refused(ProxyHeaders.FORWARDED, ORIGINAL);
        refused(ProxyHeaders.ORIGINAL, FORWARDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "get", "GET, POST", "GET ", "G\u00c9T", "GET\0", "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGH"})
    void refuses_whatIsNoMethod(String method) {
        refused(ProxyHeaders.ORIGINAL, PLAIN.with("X-Original-Method", method).with("X-Original-URI", "/a"));
    }

    private static ForwardedRequest read(ProxyHeaders headers, TestRequest request) {
        return new OriginalRequests(headers, new RuleBook(List.of(RULE))).apply(request);
    }

    private static void refused(ProxyHeaders headers, TestRequest request) {
        assertRefused(ErrorCode.PERMISSION_DENIED, () -> read(headers, request));
    }
}
