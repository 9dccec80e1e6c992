package dev.keycard.web.csrf;

import static dev.keycard.support.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.keycard.crypto.Entropy;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.SetCookie;
import dev.keycard.http.TestRequest;
import dev.keycard.id.TimeId;
import dev.keycard.support.HandClock;
import dev.keycard.support.Texts;
import dev.keycard.web.cookie.CookieConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsrfTest {

    private static final Optional<TimeId> NOBODY = Optional.empty();

    private final Entropy entropy = new Random(11)::nextBytes;
    private final byte[] key = entropy.bytes(32);
    private static final Duration LIFETIME = Duration.ofDays(14);

    private final CookieConfig cookies = CookieConfig.defaults();
    private final Csrf csrf = new Csrf(key, entropy, cookies, LIFETIME, null);
    private final Optional<TimeId> login = newLogin();
    private final String token = csrf.newCookie(login).value();

    @Test
    void proves_byCookieAndHeaderTogether() {
        assertThat(csrf.isProven(request(token, token), login)).isTrue();
        assertThatCode(() -> csrf.check(request(token, token), login)).doesNotThrowAnyException();
    }

    @Test
    void admits_reading_handshakesOfThisSite_andWhatIsProven() {
        TestRequest handshake = TestRequest.get("/").with("Host", "x.test").with("Sec-WebSocket-Version", "13");
        assertThat(csrf.admits(TestRequest.get("/"), login)).isTrue();
        assertThat(csrf.admits(handshake.with("Origin", "http://x.test"), login))
                .isTrue();
        assertThat(csrf.admits(request(token, token), login)).isTrue();
        assertThat(csrf.admits(handshake, login)).isFalse();
        assertThat(csrf.admits(handshake.with("Origin", "http://y.test"), login))
                .isFalse();
        assertThat(csrf.admits(handshake.with("Cookie", "keycard_csrf=" + token).with("X-CSRFToken", token), login))
                .isFalse();
        assertThat(csrf.admits(
                        TestRequest.post("/")
                                .with("Host", "x.test")
                                .with("Upgrade", "websocket")
                                .with("Origin", "http://x.test"),
                        login))
                .isFalse();
    }

    @Test
    void refuses_requestWithoutHeaderOrWithoutCookie() {
        refuses(TestRequest.post("/"));
        refuses(TestRequest.post("/").with("Cookie", "keycard_csrf=" + token));
        refuses(TestRequest.post("/").with("X-CSRFToken", token));
        refuses(request("", ""));
    }

    @Test
    void refuses_cookieAndHeaderThatDiffer() {
        String other = csrf.newCookie(login).value();

        refuses(request(token, other));
        refuses(request(other, token));
    }

    @Test
    void refuses_twoCookies_sinceOneWasPlanted() {
        refuses(request(token, token).with("Cookie", "keycard_csrf=" + token));
    }

    @Test
    void refuses_tokenOfAnotherSession() {
        String other = csrf.newCookie(newLogin()).value();
        String nobodys = csrf.newCookie(NOBODY).value();

        refuses(request(other, other));
        refuses(request(nobodys, nobodys));
        assertThat(csrf.isProven(request(token, token), NOBODY)).isFalse();
        assertThat(csrf.isProven(request(nobodys, nobodys), NOBODY)).isTrue();
    }

    @Test
    void refuses_tokenOfAnotherKey() {
        Csrf other = new Csrf(entropy.bytes(32), entropy, cookies, LIFETIME, null);
        String foreign = other.newCookie(login).value();

        refuses(request(foreign, foreign));
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "x", ".x", "x.", "..", "AAAAAAAAAAAAAAAAAAAAAA."})
    void refuses_whatIsNoToken(String text) {
        refuses(request(text, text));
    }

    @Property(tries = 1000)
    void refuses_anyMutationOfAToken(@ForAll("mutations") String mutated) {
        assertThat(csrf.isProven(request(mutated.strip(), mutated.strip()), login))
                .isEqualTo(mutated.strip().equals(token));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "Same-Origin", "", "x"})
    void refuses_requestsThatTheBrowserSaysComeFromElsewhere(String site) {
        refuses(request(token, token).with("Sec-Fetch-Site", site));
    }

    @ParameterizedTest
    @ValueSource(strings = {"same-origin", "none"})
    void believes_theBrowserThatItComesFromHere(String site) {
        assertThat(csrf.isProven(request(token, token).with("Sec-Fetch-Site", site), login))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "https://api.example:8443",
                "http://api.example.evil.example",
                "http://xapi.example",
                "http://api.example/",
                "null",
                ""
            })
    void refuses_originsOtherThanItsOwn(String origin) {
        TestRequest request = request(token, token).with("Host", "api.example");

        refuses(request.with("Origin", origin));
    }

    @Test
    void knowsItsOrigin_fromTheHostAndTheConnection() {
        TestRequest request = request(token, token).with("Host", "api.example:8000");

        assertThat(csrf.isProven(request.with("Origin", "http://api.example:8000"), login))
                .isTrue();
        assertThat(csrf.isProven(request.overTls().with("Origin", "https://api.example:8000"), login))
                .isTrue();
        assertThat(csrf.isProven(request.overTls().with("Origin", "http://api.example:8000"), login))
                .isFalse();
        refuses(request(token, token).with("Origin", "http://api.example"));
    }

    @Test
    void publicOrigin_standsAboveTheHost() {
        Csrf behindProxy = new Csrf(key, entropy, cookies, LIFETIME, "https://api.example");
        TestRequest request = request(token, token).with("Host", "internal:8000");

        assertThat(behindProxy.isProven(request.with("Origin", "https://api.example"), login))
                .isTrue();
        assertThat(behindProxy.isProven(request.with("Origin", "http://internal:8000"), login))
                .isFalse();
    }

    @Test
    void cookie_isKeptWhileItFits_andRenewedWhenItDoesNot() {
        TestRequest visitor = TestRequest.get("/").with("Cookie", "keycard_csrf=" + token);

        assertThat(csrf.cookieFor(visitor, login).value()).isEqualTo(token);
        assertThat(csrf.cookieFor(visitor, newLogin()).value()).isNotEqualTo(token);
        assertThat(csrf.cookieFor(TestRequest.get("/"), login).value()).isNotEqualTo(token);
    }

    @Test
    void cookie_canBeReadByScripts_andLivesAsLongAsTheSession() {
        SetCookie cookie = csrf.newCookie(login);

        assertThat(cookie.name()).isEqualTo("keycard_csrf");
        assertThat(cookie.httpOnly()).isFalse();
        assertThat(cookie.secure()).isFalse();
        assertThat(cookie.maxAge()).isEqualTo(LIFETIME);
        assertThat(new Csrf(key, entropy, cookies.withSecure(true), LIFETIME, null)
                        .newCookie(login)
                        .secure())
                .isTrue();
    }

    @Provide
    Arbitrary<String> mutations() {
        return Texts.mutationsOf(token);
    }

    private void refuses(TestRequest request) {
        assertThat(csrf.isProven(request, login)).isFalse();
        assertRefused(ErrorCode.CSRF_FAILED, () -> csrf.check(request, login));
    }

    private Optional<TimeId> newLogin() {
        return Optional.of(TimeId.at(HandClock.START, entropy));
    }

    private static TestRequest request(String cookie, String header) {
        return TestRequest.post("/").with("Cookie", "keycard_csrf=" + cookie).with("X-CSRFToken", header);
    }
}
