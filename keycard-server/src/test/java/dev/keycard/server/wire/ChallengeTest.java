package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.gate.Scheme;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a 401 offers, for each set of enabled schemes. */
class ChallengeTest {

    private static final String BEARER = "Bearer realm=\"api\"";
    private static final String BAD_BEARER = "Bearer realm=\"api\", error=\"invalid_token\"";
    private static final String TOKEN = "Token";
    private static final String BASIC = "Basic realm=\"api\", charset=\"UTF-8\"";

    static Stream<Arguments> schemes() {
        return Stream.of(
                Arguments.of(List.of(Scheme.JWT), List.of(BEARER)),
                Arguments.of(List.of(Scheme.TOKEN), List.of(TOKEN)),
                Arguments.of(List.of(Scheme.BASIC), List.of(BASIC)),
                Arguments.of(List.of(Scheme.JWT, Scheme.TOKEN, Scheme.SESSION), List.of(BEARER, TOKEN)),
                Arguments.of(
                        List.of(Scheme.BASIC, Scheme.SESSION, Scheme.TOKEN, Scheme.JWT),
                        List.of(BASIC, TOKEN, BEARER)));
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void oneLine_forEachEnabledHeaderScheme(List<Scheme> enabled, List<String> challenges) {
        try (RunningServer server = RunningServer.start(Config.schemes(enabled.toArray(Scheme[]::new)))) {
            Reply reply = server.client().get("/api/profile/").send().expect(401, "not_authenticated");
            assertThat(reply.headerLines("WWW-Authenticate")).isEqualTo(challenges);
            assertThat(wrongCredential(server, enabled).headerLines("WWW-Authenticate"))
                    .isEqualTo(challenges);
        }
    }

    private static Reply wrongCredential(RunningServer server, List<Scheme> enabled) {
        if (enabled.contains(Scheme.JWT)) {
            return server.client()
                    .post("/api/token/")
                    .json("username", "nobody", "password", "wrong")
                    .send()
                    .expect(401, "no_active_account");
        }
        String wrong = enabled.contains(Scheme.TOKEN) ? "Token wrong" : "Basic bm9ib2R5Ondyb25n";
        return server.client().get("/api/profile/").authorization(wrong).send().expect(401, "authentication_failed");
    }

    @Test
    void badToken_isSaidInTheBearerChallenge_andInNoOther() {
        try (RunningServer server = RunningServer.start()) {
            Reply bad =
                    server.client().get("/api/profile/").bearer("abc").send().expect(401, "token_not_valid");
            assertThat(bad.headerLines("WWW-Authenticate")).containsExactly(BAD_BEARER, TOKEN);
            Reply verify = server.client()
                    .post("/api/token/verify/")
                    .json("token", "abc")
                    .send()
                    .expect(401, "token_not_valid");
            assertThat(verify.headerLines("WWW-Authenticate")).containsExactly(BAD_BEARER, TOKEN);
            Reply unknown = server.client()
                    .get("/api/profile/")
                    .authorization("Token abc")
                    .send()
                    .expect(401, "authentication_failed");
            assertThat(unknown.headerLines("WWW-Authenticate")).containsExactly(BEARER, TOKEN);
        }
    }

    @Test
    void sessionsOnly_is403_withoutChallenge() {
        try (RunningServer server = RunningServer.start(Config.schemes(Scheme.SESSION))) {
            server.user("ada");
            Reply reply = server.client().get("/api/profile/").send().expect(403, "not_authenticated");
            assertThat(reply.headerLines("WWW-Authenticate")).isEmpty();
            Reply ignored =
                    server.client().get("/api/profile/").bearer("abc").send().expect(403, "not_authenticated");
            assertThat(ignored.headerLines("WWW-Authenticate")).isEmpty();
            Reply problem = server.client()
                    .get("/api/profile/")
                    .header("Accept", "application/problem+json")
                    .send()
                    .expect(403, "not_authenticated");
            assertThat(problem.json().get("status").intValue()).isEqualTo(403);
            Browser.signedIn(server, "ada").profile().expect(200);
        }
    }

    @Test
    void refusalsThatAreNot401_challengeNobody() {
        try (RunningServer server = RunningServer.start()) {
            assertThat(server.client()
                            .get("/nowhere")
                            .send()
                            .expect(404, "not_found")
                            .headerLines("WWW-Authenticate"))
                    .isEmpty();
            assertThat(server.client()
                            .post("/api/session/logout/")
                            .send()
                            .expect(403, "csrf_failed")
                            .headerLines("WWW-Authenticate"))
                    .isEmpty();
        }
    }
}
