package dev.keycard.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.crypto.Entropy;
import dev.keycard.gate.Outcome;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.TestRequest;
import dev.keycard.password.PasswordConfig;
import dev.keycard.password.Passwords;
import dev.keycard.signin.FamiliarAddresses;
import dev.keycard.signin.NoFamiliarAddresses;
import dev.keycard.signin.SignIn;
import dev.keycard.support.HandClock;
import dev.keycard.support.Texts;
import dev.keycard.throttle.LocalCounters;
import dev.keycard.throttle.SignInThrottle;
import dev.keycard.throttle.ThrottleConfig;
import dev.keycard.user.UserSource;
import dev.keycard.web.cookie.CookieConfig;
import dev.keycard.web.csrf.Csrf;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be told from the header alone: the source of users would fail if it were asked. */
class BasicAuthenticatorTest {

    private final HandClock clock = new HandClock();
    private final Passwords passwords = new Passwords(PasswordConfig.defaults(), Entropy.secure());
    private final BasicAuthenticator basic = new BasicAuthenticator(
            new SignIn(
                    new UserSource(),
                    passwords,
                    new SignInThrottle(ThrottleConfig.defaults(), new LocalCounters(clock, Entropy.secure())),
                    new FamiliarAddresses(new NoFamiliarAddresses(), clock),
                    clock,
                    event -> {}),
            new Csrf(
                    Entropy.secure().bytes(32),
                    Entropy.secure(),
                    CookieConfig.defaults(),
                    Duration.ofDays(1),
                    "https://api.example.org"));

    @AfterEach
    @AfterProperty
    void close() {
        passwords.close();
    }

    /** Browsers send a password that they were given with every request to the site, whoever wrote the page. */
    @ParameterizedTest
    @ValueSource(strings = {"Origin: https://evil.example", "Sec-Fetch-Site: cross-site", "Origin: null"})
    void actForAnotherSite_isRefused_beforeItsHash(String header) {
        String[] line = header.split(": ", 2);
        TestRequest request = TestRequest.of("POST", "/api/logout-all/")
                .with(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString("ada:secret".getBytes(StandardCharsets.UTF_8)))
                .with(line[0], line[1]);

        for (Outcome outcome :
                List.of(basic.authenticateFromMemory(request).orElseThrow(), basic.authenticate(request))) {
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.error().code()).isEqualTo(ErrorCode.CSRF_FAILED));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer x", "Token x", "Basicx", "Digest username=\"x\""})
    void takesNoNotice_ofOtherSchemes(String header) {
        TestRequest request = TestRequest.get("/").with("Authorization", header);

        assertThat(basic.authenticateFromMemory(request)).contains(Outcome.NotAttempted.NOT_ATTEMPTED);
        assertThat(basic.authenticate(request)).isEqualTo(Outcome.NotAttempted.NOT_ATTEMPTED);
    }

    @Test
    void takesNoNotice_ofRequestsWithoutTheHeader() {
        assertThat(basic.authenticateFromMemory(TestRequest.get("/"))).contains(Outcome.NotAttempted.NOT_ATTEMPTED);
        assertThat(basic.authenticate(TestRequest.get("/"))).isEqualTo(Outcome.NotAttempted.NOT_ATTEMPTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic",
                "Basic ",
                "Basic YTpi YTpi",
                "Basic YTpi\tx",
                "Basic YTpi,YTpi",
                "Basic !!!!",
                "Basic YTpi=",
                "Basic YTp", // no padding
                "Basic YTq=", // stray bits
                "Basic YTpi\u00e9",
                "Basic YT_-", // the other alphabet
            })
    void refuses_whatIsNoBase64(String header) {
        refuses(header);
    }

    @Test
    void refuses_credentialsWithoutColon() {
        refuses(header("alice".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void refuses_credentialsThatAreNoUtf8() {
        refuses(header("alice:p\u00e9".getBytes(StandardCharsets.ISO_8859_1)));
        refuses(header(new byte[] {'a', ':', (byte) 0xc1, (byte) 0x81}));
        refuses(header(new byte[] {'a', ':', (byte) 0xed, (byte) 0xa0, (byte) 0x80}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice:secret", ":", "alice:", ":x", "a:b:c", "\u00e9:\ud83d\udd11"})
    void leavesWellFormedCredentials_toBeJudgedElsewhere(String credentials) {
        assertThat(fromMemory(header(credentials.getBytes(StandardCharsets.UTF_8))))
                .isEmpty();
    }

    @Test
    void asksForUtf8_andDecidesAlone() {
        assertThat(basic.challenge()).contains("Basic realm=\"api\", charset=\"UTF-8\"");
        assertThat(basic.readsHeader()).isTrue();
    }

    @Property(tries = 500)
    void anyHeader_isRefusedOrJudgedElsewhere(@ForAll("headers") String header) {
        assertThat(fromMemory(header))
                .satisfiesAnyOf(
                        outcome -> assertThat(outcome).isEmpty(),
                        outcome -> assertThat(outcome).contains(Outcome.NotAttempted.NOT_ATTEMPTED),
                        outcome -> assertThat(outcome).hasValueSatisfying(BasicAuthenticatorTest::assertRefused));
    }

    @Provide
    Arbitrary<String> headers() {
        return Texts.around("YTpi", "YWxp", "=", " ", "Og==", "Y", "!").map(text -> "Basic " + text);
    }

    private void refuses(String header) {
        assertThat(fromMemory(header)).hasValueSatisfying(BasicAuthenticatorTest::assertRefused);
        assertRefused(basic.authenticate(TestRequest.get("/").with("Authorization", header)));
    }

    private Optional<Outcome> fromMemory(String header) {
        return basic.authenticateFromMemory(TestRequest.get("/").with("Authorization", header));
    }

    private static void assertRefused(Outcome outcome) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.error().code()).isEqualTo(ErrorCode.AUTHENTICATION_FAILED));
    }

    private static String header(byte[] credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials);
    }
}
