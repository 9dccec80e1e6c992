package dev.keycard.server.wire;

import static dev.keycard.server.wire.RunningServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.keycard.crypto.Base64Url;
import dev.keycard.crypto.Entropy;
import dev.keycard.crypto.Secret;
import dev.keycard.gate.Scheme;
import dev.keycard.jwt.JwsAlgorithm;
import dev.keycard.user.User;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What changes who owns an account, or makes a credential that outlives the login, needs a proof that is recent. */
class RecentProofTest {

    private static final Duration LONG_AGO = Duration.ofMinutes(5);
    private static final byte[] SHARED = Entropy.secure().bytes(48);
    private static final Secret CONFIGURED = new Secret("base64url:" + Base64Url.encode(SHARED));

    /** Access tokens that outlive a proof, so that what is refused is the old sign-in and nothing else. */
    @AutoClose
    private static final RunningServer SERVER = RunningServer.start(Config.all(
            Config.schemes(Scheme.JWT, Scheme.TOKEN, Scheme.SESSION, Scheme.BASIC),
            Config.jwt(jwt -> jwt.withKey(JwsAlgorithm.HS256, CONFIGURED)
                    .withLifetimes(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(30)))));

    private static final String TOKEN = ServiceTokens.make(
                    SERVER, SERVER.user("ada"), "mine", Set.of(), Duration.ofDays(36_500))
            .token()
            .id()
            .text();

    /** An act of {@code ada}'s, as method, path and members of the body. */
    record Act(String method, String path, String members) {

        Outgoing with(String further) {
            String all = members.isEmpty() || further.isEmpty() ? members + further : members + "," + further;
            return SERVER.client().request(method, path).jsonText("{" + all + "}");
        }

        @Override
        public String toString() {
            return method + " " + path + " " + members;
        }
    }

    static Stream<Act> acts() {
        return Stream.of(
                new Act(
                        "PATCH",
                        "/api/profile/",
                        "\"email\":\"thief" + Entropy.secure().secretText() + "@example.org\""),
                new Act("POST", "/api/tokens/", "\"name\":\"x\",\"expires_in\":\"never\""),
                new Act("POST", "/api/tokens/" + TOKEN + "/rotate/", ""));
    }

    @ParameterizedTest
    @MethodSource("acts")
    void oldSignIn_isRefused_withTheChallengeOfRfc9470(Act act) {
        Pair pair = SERVER.signIn("ada");
        SERVER.advance(LONG_AGO);

        Reply refused = act.with("").bearer(pair.access()).send().expect(401, "reauthentication_required");

        assertThat(refused.headerLines("WWW-Authenticate"))
                .contains("Bearer realm=\"api\", error=\"insufficient_user_authentication\", max_age=\"300\"");
        SERVER.client().get("/api/profile/").bearer(pair.access()).send().expect(200);
    }

    @ParameterizedTest
    @MethodSource("acts")
    void refreshing_renewsNoProof(Act act) {
        Pair pair = SERVER.signIn("ada");
        SERVER.advance(LONG_AGO);
        Pair renewed = Pair.of(SERVER.client()
                .post("/api/token/refresh/")
                .json("refresh", pair.refresh())
                .send()
                .expect(200));

        act.with("").bearer(renewed.access()).send().expect(401, "reauthentication_required");
    }

    @ParameterizedTest
    @MethodSource("acts")
    void wrongPassword_isRefused_evenAfterARecentSignIn(Act act) {
        String access = SERVER.signIn("ada").access();

        act.with("\"password\":\"wrong\"").bearer(access).send().expectFields("password");
        act.with("\"password\":\"\"").bearer(access).send().expectFields("password");
        act.with("\"password\":7").bearer(access).send().expectFields("password");
        act.with("\"password\":null").bearer(access).send().expectFields("password");
        SERVER.advance(Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @MethodSource("acts")
    void session_countsFromItsSignIn(Act act) {
        Browser browser = Browser.signedIn(SERVER, "ada");
        SERVER.advance(LONG_AGO);
        assertThat(browser.isSignedIn()).isTrue();

        asBrowser(browser, act).expect(401, "reauthentication_required");
    }

    @ParameterizedTest
    @MethodSource("acts")
    void foreignToken_isNoProof(Act act) {
        String foreign = foreign(SERVER.stores()
                .users()
                .list(dev.keycard.store.PageRequest.first(1))
                .items()
                .get(0));

        SERVER.client().get("/api/profile/").bearer(foreign).send().expect(200);
        act.with("").bearer(foreign).send().expect(401, "reauthentication_required");
    }

    @ParameterizedTest
    @MethodSource("acts")
    void signInAheadOfTheClock_isNoProof(Act act) {
        Instant before = SERVER.clock().instant();
        SERVER.advance(Duration.ofMinutes(2));
        String access = SERVER.signIn("ada").access();
        SERVER.clock().set(before);
        try {
            assertThat(act.with("").bearer(access).send().status()).isEqualTo(401);
        } finally {
            SERVER.clock().set(before.plus(Duration.ofMinutes(2)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "account"})
    void apiToken_isNoProof_howeverNew_butTheOwnersPasswordIs(String scope) {
        User bob = SERVER.user("bob" + scope);
        String token = "Token "
                + ServiceTokens.make(SERVER, bob, "t", scope.isEmpty() ? Set.of() : Set.of(scope), null)
                        .secret()
                        .reveal();
        String wanted = scope.isEmpty() ? "\"name\":\"y\"" : "\"name\":\"y\",\"scopes\":[\"account\"]";
        Act make = new Act("POST", "/api/tokens/", wanted);

        make.with("").authorization(token).send().expect(401, "reauthentication_required");
        make.with(password()).authorization(token).send().expect(201);
    }

    @Test
    void apiToken_replacesItself_withoutProof_andNoOther() {
        User cleo = SERVER.user("cleo");
        var own = ServiceTokens.make(SERVER, cleo, "own", Set.of(), Duration.ofDays(1));
        var other = ServiceTokens.make(SERVER, cleo, "other", Set.of(), Duration.ofDays(1));
        String token = "Token " + own.secret().reveal();

        rotate(other.token().id().text()).with("").authorization(token).send().expect(401, "reauthentication_required");
        rotate(other.token().id().text())
                .with(password())
                .authorization(token)
                .send()
                .expect(201);
        rotate(own.token().id().text()).with("").authorization(token).send().expect(201);
    }

    @Test
    void limitedToken_changesNoAddress_evenWithThePassword() {
        User dora = SERVER.user("dora");
        String token = "Token "
                + ServiceTokens.make(SERVER, dora, "t", Set.of("account"), null)
                        .secret()
                        .reveal();
        Act change = new Act("PATCH", "/api/profile/", "\"email\":\"x@example.org\"");

        change.with(password()).authorization(token).send().expect(403, "permission_denied");
        new Act("PATCH", "/api/profile/", "\"first_name\":\"Dora\"")
                .with("")
                .authorization(token)
                .send()
                .expect(200);
    }

    @Test
    void profile_withTheSameAddress_needsNoProof() {
        SERVER.user("emma", draft -> draft.withEmail("emma@example.org"));
        String access = SERVER.signIn("emma").access();
        SERVER.advance(LONG_AGO);

        new Act("PATCH", "/api/profile/", "\"email\":\"emma@example.org\",\"first_name\":\"Emma\"")
                .with("")
                .bearer(access)
                .send()
                .expect(200);
    }

    @Test
    void proof_isTheSignInOfTheLastFiveMinutes_orThePassword_orBasic() {
        SERVER.user("fay");
        String access = SERVER.signIn("fay").access();
        Browser browser = Browser.signedIn(SERVER, "fay");
        Act make = new Act("POST", "/api/tokens/", "\"name\":\"z\"");
        SERVER.advance(LONG_AGO.minusSeconds(1));
        make.with("").bearer(access).send().expect(201);
        asBrowser(browser, make).expect(201);
        SERVER.advance(LONG_AGO);

        make.with("").bearer(access).send().expect(401, "reauthentication_required");
        make.with(password()).bearer(access).send().expect(201);
        String basic =
                "Basic " + Base64.getEncoder().encodeToString(("fay:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        make.with("").authorization(basic).send().expect(201);
    }

    @Test
    void guesses_areCountedWithThoseOfTheSignIn() {
        SERVER.user("gwen");
        String access = SERVER.signIn("gwen").access();
        Act make = new Act("POST", "/api/tokens/", "\"name\":\"z\"");
        for (int i = 0; i < 10; i++) {
            make.with("\"password\":\"wrong\"").bearer(access).send().expectFields("password");
        }

        make.with(password()).bearer(access).send().expect(429, "throttled");
    }

    private static Act rotate(String id) {
        return new Act("POST", "/api/tokens/" + id + "/rotate/", "");
    }

    private static String password() {
        return "\"password\":\"" + PASSWORD + "\"";
    }

    private static Reply asBrowser(Browser browser, Act act) {
        return browser.send(browser.proven(act.method(), act.path()).jsonText("{" + act.members() + "}"));
    }

    private static String foreign(User user) {
        Instant now = SERVER.clock().instant();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .claim("token_type", "access")
                .claim("user_id", user.id().text())
                .claim("auth_time", now.getEpochSecond())
                .jwtID("1")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(600)))
                .build();
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            token.sign(new MACSigner(SHARED));
        } catch (JOSEException failed) {
            throw new AssertionError(failed);
        }
        return token.serialize();
    }
}
