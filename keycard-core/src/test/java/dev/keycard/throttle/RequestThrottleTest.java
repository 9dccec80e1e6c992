package dev.keycard.throttle;

import static dev.keycard.support.Refusals.assertRefused;
import static dev.keycard.user.UserSource.user;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.keycard.authentication.Anonymous;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.authentication.Principal;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.TestRequest;
import dev.keycard.support.HandClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestThrottleTest {

    private static final Rate TWO = new Rate(2, Duration.ofMinutes(1));
    private static final Principal ALICE = new AuthenticatedPrincipal(user(1), new Credential.Basic());
    private static final Principal BOB = new AuthenticatedPrincipal(user(2), new Credential.Basic());
    private static final Principal NOBODY = Anonymous.ANONYMOUS;
    private static final TestRequest REQUEST = TestRequest.get("/");

    private final HandClock clock = new HandClock();
    private final RequestThrottle throttle =
            new RequestThrottle(new ThrottleConfig(TWO, TWO, null, null), new LocalCounters(clock));

    @Test
    void refuses_theUser_fromWhateverAddress() {
        throttle.count(REQUEST, ALICE);
        throttle.count(REQUEST.from("192.0.2.2"), ALICE);

        assertRefused(ErrorCode.THROTTLED, () -> throttle.count(REQUEST.from("192.0.2.3"), ALICE));
        assertThatCode(() -> throttle.count(REQUEST, BOB)).doesNotThrowAnyException();
        assertThatCode(() -> throttle.count(REQUEST, NOBODY)).doesNotThrowAnyException();
    }

    @Test
    void refuses_theAddress_ofThoseWhoAreNotSignedIn() {
        throttle.count(REQUEST.from("2001:db8::1"), NOBODY);
        throttle.count(REQUEST.from("2001:db8::2"), NOBODY);

        assertRefused(ErrorCode.THROTTLED, () -> throttle.count(REQUEST.from("2001:db8::3"), NOBODY));
        assertThatCode(() -> throttle.count(REQUEST.from("2001:db8::3"), ALICE)).doesNotThrowAnyException();
        assertThatCode(() -> throttle.count(REQUEST, NOBODY)).doesNotThrowAnyException();
    }

    @Test
    void letsIn_whoeverKeptKnocking_whenThePeriodIsOver() {
        throttle.count(REQUEST, ALICE);
        throttle.count(REQUEST, ALICE);
        for (int i = 0; i < 60; i++) {
            assertRefused(ErrorCode.THROTTLED, () -> throttle.count(REQUEST, ALICE));
            clock.advance(Duration.ofSeconds(1));
        }

        assertThatCode(() -> throttle.count(REQUEST, ALICE)).doesNotThrowAnyException();
    }

    @Test
    void countsNothing_byDefault() {
        RequestThrottle off = new RequestThrottle(ThrottleConfig.defaults(), new LocalCounters(clock));

        assertThatCode(() -> {
                    for (int i = 0; i < 1000; i++) {
                        off.count(REQUEST, ALICE);
                        off.count(REQUEST, NOBODY);
                    }
                })
                .doesNotThrowAnyException();
    }
}
