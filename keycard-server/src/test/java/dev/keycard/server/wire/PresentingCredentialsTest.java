package dev.keycard.server.wire;

import static dev.keycard.server.wire.RunningServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuditContext;
import dev.keycard.gate.Scheme;
import dev.keycard.user.User;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of "Presenting credentials", with every scheme enabled. */
class PresentingCredentialsTest {

    private static final String PROFILE = "/api/profile/";

    @AutoClose
    private static final RunningServer SERVER =
            RunningServer.start(Config.schemes(Scheme.JWT, Scheme.TOKEN, Scheme.SESSION, Scheme.BASIC));

    @AutoClose
    private static final RunningServer DEFAULT = RunningServer.start();

    @BeforeAll
    static void users() {
        SERVER.user("ada");
        DEFAULT.user("ada");
    }

    @Test
    void none_isNotAuthenticated() {
        SERVER.client().get(PROFILE).send().expect(401, "not_authenticated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "Digest abc", "Bearerx", "Tokenkc_x", "kc_x", ":", "\"Bearer\" x", ","})
    void emptyOrUnknownScheme_isNotAuthenticated(String header) {
        SERVER.client()
                .raw("GET " + PROFILE + " HTTP/1.1", "Authorization: " + header)
                .expect(401, "not_authenticated");
    }

    @Test
    void schemeThatIsNotEnabled_isNotAuthenticated() {
        DEFAULT.client()
                .get(PROFILE)
                .authorization(basic("ada:" + PASSWORD))
                .send()
                .expect(401, "not_authenticated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer ", "bearer", "Bearer a b", "Bearer a\tb", "Bearer \u00e9"})
    void bearerWithoutOneWord_isBadAuthorizationHeader(String header) {
        SERVER.client()
                .raw("GET " + PROFILE + " HTTP/1.1", "Authorization: " + header)
                .expect(401, "bad_authorization_header");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Token", "Token ", "token", "Token a b", "Token \u00e9\u00ff", "Token \u0080"})
    void tokenWithoutOneAsciiWord_isAuthenticationFailed(String header) {
        SERVER.client()
                .raw("GET " + PROFILE + " HTTP/1.1", "Authorization: " + header)
                .expect(401, "authentication_failed");
    }

    @Test
    void unknownApiToken_isAuthenticationFailed() {
        String known = apiToken("ada");
        String unknown = DEFAULT.client()
                .post("/api/token-auth/")
                .json("username", "ada", "password", PASSWORD)
                .send()
                .expect(200)
                .text("token");
        profile("Token " + known).expect(200);
        profile("Token " + unknown).expect(401, "authentication_failed");
        profile("Token " + known.substring(0, known.length() - 1)).expect(401, "authentication_failed");
        profile("Token " + known + "x").expect(401, "authentication_failed");
    }

    @Test
    void expiredApiToken_isAuthenticationFailed() {
        String token = apiToken("ada");
        SERVER.advance(Duration.ofDays(90).minusMillis(1));
        profile("Token " + token).expect(200);
        SERVER.advance(Duration.ofMillis(1));
        profile("Token " + token).expect(401, "authentication_failed");
    }

    @Test
    void apiTokenOfInactiveOwner_isAuthenticationFailed_alsoWhenTheyAreBack() {
        User owner = SERVER.user("token-owner");
        String token = apiToken("token-owner");
        profile("Token " + token).expect(200);
        SERVER.setActive(owner, false);
        profile("Token " + token).expect(401, "authentication_failed");
        SERVER.setActive(owner, true);
        profile("Token " + token).expect(401, "authentication_failed");
    }

    @Test
    void basic_signsIn_withColonInThePasswordPart() {
        profile(basic("ada:" + PASSWORD)).expect(200);
        profile(basic("ada:" + PASSWORD + ":")).expect(401, "authentication_failed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic",
                "Basic ",
                "Basic a b",
                "Basic !!!",
                "Basic YWRh",
                "Basic YWRhOnh=x",
                "Basic /zo=",
                "Basic \u00e9"
            })
    void malformedBasic_isAuthenticationFailed(String header) {
        SERVER.client()
                .raw("GET " + PROFILE + " HTTP/1.1", "Authorization: " + header)
                .expect(401, "authentication_failed");
    }

    @Test
    void basicWithWrongPasswordOrInactiveUser_isAuthenticationFailed() {
        SERVER.setActive(SERVER.user("basic-inactive"), false);
        profile(basic("ada:wrong")).expect(401, "authentication_failed");
        profile(basic("basic-inactive:" + PASSWORD)).expect(401, "authentication_failed");
        profile(basic("basic-nobody:" + PASSWORD)).expect(401, "authentication_failed");
        profile(basic(":")).expect(401, "authentication_failed");
    }

    @Test
    void badJwt_isTokenNotValid_withMessages() {
        Reply reply = profile("Bearer abc").expect(401, "token_not_valid");
        assertThat(reply.json().get("messages").size()).isEqualTo(1);
        assertThat(reply.json().get("messages").get(0).propertyNames())
                .containsExactlyInAnyOrder("token_class", "token_type", "message");
        assertThat(reply.json().get("messages").get(0).get("token_type").asString())
                .isEqualTo("access");
    }

    @Test
    void jwtOfWrongTypeOrKey_isTokenNotValid() {
        profile("Bearer " + SERVER.signIn("ada").refresh()).expect(401, "token_not_valid");
        profile("Bearer " + DEFAULT.signIn("ada").access()).expect(401, "token_not_valid");
    }

    @Test
    void alteredJwt_isTokenNotValid() {
        String token = SERVER.signIn("ada").access();
        profile("Bearer " + token).expect(200);
        int middle = token.length() / 2;
        char other = token.charAt(middle) == 'A' ? 'B' : 'A';
        profile("Bearer " + token.substring(0, middle) + other + token.substring(middle + 1))
                .expect(401, "token_not_valid");
        profile("Bearer " + token + "=").expect(401, "token_not_valid");
        profile("Bearer " + token.substring(0, token.lastIndexOf('.') + 1)).expect(401, "token_not_valid");
    }

    @Test
    void expiredJwt_isTokenNotValid_inTheVerySecondThatItNames() {
        Pair pair = SERVER.signIn("ada");
        profile("Bearer " + pair.access()).expect(200);
        Duration left = Duration.between(
                SERVER.clock().instant(),
                pair.accessClaims().getExpirationTime().toInstant());
        assertThat(left).isBetween(Duration.ofSeconds(299), Duration.ofMinutes(5));
        SERVER.advance(left.minusMillis(1));
        profile("Bearer " + pair.access()).expect(200);
        SERVER.advance(Duration.ofMillis(1));
        profile("Bearer " + pair.access()).expect(401, "token_not_valid");
    }

    @Test
    void jwtOfDeletedUser_isUserNotFound() {
        User user = SERVER.user("deleted");
        String token = SERVER.signIn("deleted").access();
        profile("Bearer " + token).expect(200);
        SERVER.stores().users().delete(user.id(), AuditContext.at(SERVER.clock().instant()));
        profile("Bearer " + token).expect(401, "user_not_found");
    }

    @Test
    void jwtOfInactiveUser_isUserInactive() {
        User user = SERVER.user("deactivated");
        String token = SERVER.signIn("deactivated").access();
        profile("Bearer " + token).expect(200);
        SERVER.setActive(user, false);
        profile("Bearer " + token).expect(401, "user_inactive");
        SERVER.setActive(user, true);
        profile("Bearer " + token).expect(401, "token_not_valid");
    }

    @Test
    void signedInButNotPermitted_isPermissionDenied() {
        SERVER.client()
                .get("/api/admin/users/")
                .bearer(SERVER.signIn("ada").access())
                .send()
                .expect(403, "permission_denied");
    }

    @Test
    void schemeAndHeaderName_areCaseInsensitive() {
        String access = SERVER.signIn("ada").access();
        String token = apiToken("ada");
        for (String header : new String[] {
            "AUTHORIZATION: BEARER " + access,
            "authorization: bearer " + access,
            "Authorization: tOKEN " + token,
            "authorization: " + basic("ada:" + PASSWORD).replace("Basic", "BASIC")
        }) {
            SERVER.client().raw("GET " + PROFILE + " HTTP/1.1", header).expect(200);
        }
    }

    @Test
    void secondAuthorizationLine_isRefused_evenIfBothAreGood() {
        String good = "Authorization: Bearer " + SERVER.signIn("ada").access();
        SERVER.client().raw("GET " + PROFILE + " HTTP/1.1", good).expect(200);
        SERVER.client().raw("GET " + PROFILE + " HTTP/1.1", good, good).expect(401, "bad_authorization_header");
        SERVER.client()
                .raw("GET " + PROFILE + " HTTP/1.1", good, "authorization:")
                .expect(401, "bad_authorization_header");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Digest abc", "Bearer", "Bearer abc", "Token kc_x", "Basic !!!"})
    void badHeader_isNeverIgnoredInFavourOfGoodCookie(String header) {
        Browser browser = Browser.signedIn(SERVER, "ada");
        browser.profile().expect(200);
        Reply reply = SERVER.client()
                .raw("GET " + PROFILE + " HTTP/1.1", "Cookie: " + browser.cookieHeader(), "Authorization: " + header)
                .expect(401);
        assertThat(reply.body()).doesNotContain("ada");
    }

    @Test
    void goodHeader_decidesAlone_besideAnothersCookie() {
        SERVER.user("cookie-owner");
        Browser browser = Browser.signedIn(SERVER, "cookie-owner");
        Reply reply = browser.request("GET", PROFILE)
                .bearer(SERVER.signIn("ada").access())
                .send()
                .expect(200);
        assertThat(reply.text("username")).isEqualTo("ada");
    }

    @Test
    void staleSessionCookie_isNobody() {
        SERVER.client()
                .get(PROFILE)
                .header("Cookie", "keycard=" + "x".repeat(43))
                .send()
                .expect(401, "not_authenticated");
    }

    private static Reply profile(String authorization) {
        return SERVER.client().get(PROFILE).authorization(authorization).send();
    }

    private static String apiToken(String name) {
        return SERVER.client()
                .post("/api/token-auth/")
                .json("username", name, "password", PASSWORD)
                .send()
                .expect(200)
                .text("token");
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }
}
