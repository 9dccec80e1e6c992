package dev.keycard.web.apitoken;

import static dev.keycard.support.HandClock.START;
import static dev.keycard.support.Refusals.assertResultOrRefusal;
import static dev.keycard.support.Refusals.refusal;
import static dev.keycard.user.UserSource.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.apitoken.ApiTokenConfig;
import dev.keycard.apitoken.ReservedScopes;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.crypto.Entropy;
import dev.keycard.http.Json;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.support.HandClock;
import dev.keycard.support.Texts;
import dev.keycard.user.User;
import dev.keycard.web.request.Fields;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTokenRequestTest {

    private static final Credential PASSWORD = new Credential.Basic();
    private static final Duration DAY = Duration.ofDays(1);
    private static final Entropy ENTROPY = new Random(17)::nextBytes;

    private final HandClock clock = new HandClock();

    @Test
    void withoutFields_isUnnamedUnlimitedAndLivesTheDefault() {
        assertThat(read("{}", PASSWORD)).isEqualTo(new ApiTokenRequest("", Set.of(), DAY.multipliedBy(90)));
    }

    @Test
    void reads_nameScopesAndLifetime() {
        assertThat(read("{\"name\":\"ci\",\"scopes\":[\"b\",\"a\",\"b\"],\"expires_in\":\"1d\"}", PASSWORD))
                .isEqualTo(new ApiTokenRequest("ci", Set.of("a", "b"), DAY));
        assertThat(read("{\"expires_in\":86400}", PASSWORD).lifetime()).isEqualTo(DAY);
    }

    @Test
    void refuses_scopeIntrospect_toAllButStaff() {
        String wanted = "{\"scopes\":[\"introspect\"]}";
        assertThat(refusal(() -> read(wanted, PASSWORD)).fields()).containsOnlyKeys("scopes");
        User operator = User.builder(UserId.of(9), "op")
                .staff(true)
                .credentialVersion(1)
                .build();
        var staff = new AuthenticatedPrincipal(operator, PASSWORD);
        assertThat(new ApiTokenRequest.Reader(ApiTokenConfig.defaults(), clock, ReservedScopes.of(Set.of("partner")))
                        .read(new Fields(Json.readObject(wanted.getBytes(StandardCharsets.UTF_8))), staff)
                        .scopes())
                .containsExactly("introspect");
    }

    @Test
    void livesForEver_onlyIfAskedByName() {
        assertThat(read("{\"expires_in\":\"never\"}", PASSWORD).lifetime()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "\"\"",
                "\"Never\"",
                "\"0\"",
                "0",
                "-1",
                "1.0",
                "1e3",
                "true",
                "[]",
                "{}",
                "\"1w\"",
                "\"36501d\"",
                "99999999999999999999999999999999"
            })
    void refuses_lifetimesThatAreNone(String lifetime) {
        refuses("expires_in", "{\"expires_in\":" + lifetime + "}", PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "\"a\"",
                "{}",
                "[1]",
                "[null]",
                "[[\"a\"]]",
                "[\"\"]",
                "[\"a b\"]",
                "[\"a\\\"b\"]",
                "[\"a\\\\b\"]",
                "[\"\u00e9\"]",
                "[\"a\\n\"]"
            })
    void refuses_scopesThatAreNone(String scopes) {
        refuses("scopes", "{\"scopes\":" + scopes + "}", PASSWORD);
    }

    @Test
    void refuses_tooManyOrTooLongScopes() {
        String many = "\"a\",".repeat(31) + "\"a\"";
        String longest = "a".repeat(64);

        assertThat(read("{\"scopes\":[" + many + "]}", PASSWORD).scopes()).containsExactly("a");
        refuses("scopes", "{\"scopes\":[" + many + ",\"a\"]}", PASSWORD);
        assertThat(read("{\"scopes\":[\"" + longest + "\"]}", PASSWORD).scopes())
                .containsExactly(longest);
        refuses("scopes", "{\"scopes\":[\"" + longest + "a\"]}", PASSWORD);
    }

    @Test
    void refuses_namesThatAreNone() {
        refuses("name", "{\"name\":null}", PASSWORD);
        refuses("name", "{\"name\":\"" + "a".repeat(101) + "\"}", PASSWORD);
    }

    @Test
    void tells_everyMistakeInOneAnswer() {
        assertThat(refusal(() -> read("{\"name\":1,\"scopes\":1,\"expires_in\":0}", PASSWORD))
                        .fields())
                .containsOnlyKeys("name", "scopes", "expires_in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"scopes\":[]}", "{\"scopes\":[\"write\"]}", "{\"scopes\":[\"read\",\"write\"]}"})
    void refuses_aTokenThatAsksForMoreScopesThanItHas(String json) {
        refuses("scopes", json, token(Set.of("read"), null));
    }

    @Test
    void allows_aTokenToAskForItsOwnScopesOrFewer() {
        Credential both = token(Set.of("read", "write"), null);

        assertThat(read("{\"scopes\":[\"read\"]}", both).scopes()).containsExactly("read");
        assertThat(read("{\"scopes\":[\"x\"]}", token(Set.of(), null)).scopes()).containsExactly("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"never\"", "\"2d\"", "86401"})
    void refuses_aTokenThatAsksForOneThatOutlivesIt(String lifetime) {
        refuses("expires_in", "{\"expires_in\":" + lifetime + "}", token(Set.of(), START.plus(DAY)));
    }

    @Test
    void allows_aTokenToAskForOneThatEndsWithIt() {
        Credential token = token(Set.of(), START.plus(DAY));

        assertThat(read("{\"expires_in\":\"1d\"}", token).lifetime()).isEqualTo(DAY);
        assertThat(read("{}", token).lifetime()).isEqualTo(DAY);
        assertThat(read("{\"expires_in\":\"never\"}", token(Set.of(), null)).lifetime())
                .isNull();
    }

    @Test
    void allows_aTokenToAskForTheDefault_onAClockThatMoves() {
        InstantSource ticking = () -> {
            clock.advance(Duration.ofMillis(1));
            return clock.instant();
        };
        Credential token = token(Set.of(), START.plus(DAY));

        ApiTokenRequest request = new ApiTokenRequest.Reader(ApiTokenConfig.defaults(), ticking, ReservedScopes.own())
                .read(fields("{}"), caller(token));

        assertThat(request.lifetime()).isEqualTo(DAY.minusMillis(1));
    }

    @Property(tries = 500)
    void anyObject_givesAResultOrARefusal(@ForAll("values") String value) {
        assertResultOrRefusal(
                () -> read("{\"name\":" + value + ",\"scopes\":" + value + ",\"expires_in\":" + value + "}", PASSWORD));
    }

    @Provide
    Arbitrary<String> values() {
        return Texts.around("[", "]", "\"", "1", ",", "\"a\"", "null", "{}", "never", "d");
    }

    private ApiTokenRequest read(String json, Credential credential) {
        return new ApiTokenRequest.Reader(ApiTokenConfig.defaults(), clock, ReservedScopes.of(Set.of("partner")))
                .read(fields(json), caller(credential));
    }

    private void refuses(String field, String json, Credential credential) {
        assertThat(refusal(() -> read(json, credential)).fields()).containsKey(field);
    }

    private static Fields fields(String json) {
        return new Fields(Json.readObject(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static AuthenticatedPrincipal caller(Credential credential) {
        return new AuthenticatedPrincipal(user(1), credential);
    }

    private static Credential token(Set<String> scopes, @Nullable Instant expiresAt) {
        return new Credential.ApiToken(TimeId.at(START, ENTROPY), scopes, expiresAt);
    }
}
