package dev.keycard.throttle;

import static dev.keycard.throttle.SignInThrottle.Origin.FAMILIAR;
import static dev.keycard.throttle.SignInThrottle.Origin.UNFAMILIAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.keycard.crypto.Entropy;
import dev.keycard.support.HandClock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SignInThrottleTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final HandClock clock = new HandClock();
    private final LocalCounters counters = new LocalCounters(clock, Entropy.secure());
    private final SignInThrottle throttle = throttle(new Rate(2, MINUTE), new Rate(5, MINUTE));

    @Test
    void refuses_theAccount_afterItsFailures_fromWhereverTheyCome() {
        admitted(throttle.begin("alice", "192.0.2.1", UNFAMILIAR));
        admitted(throttle.begin("alice", "192.0.2.2", UNFAMILIAR));

        refuses("alice", "192.0.2.3");
        assertThat(throttle.begin("bob", "192.0.2.1", UNFAMILIAR).retryAfter()).isEmpty();
    }

    @Test
    void refuses_theAccount_underAnySpellingOfItsName() {
        admitted(throttle.begin("alice", "192.0.2.1", UNFAMILIAR));
        admitted(throttle.begin("ALICE", "192.0.2.1", UNFAMILIAR));

        refuses("\uff21lice", "192.0.2.1");
    }

    @Test
    void refuses_namesThatCannotExist_likeThoseThatDo() {
        String impossible = "no such \0 name".repeat(100);
        admitted(throttle.begin(impossible, "192.0.2.1", UNFAMILIAR));
        admitted(throttle.begin(impossible, "192.0.2.1", UNFAMILIAR));

        refuses(impossible, "192.0.2.1");
    }

    @Test
    void refuses_theAddress_afterItsFailures_atWhateverAccounts() {
        for (int i = 0; i < 5; i++) {
            admitted(throttle.begin("user" + i, "2001:db8::" + i, UNFAMILIAR));
        }

        refuses("another", "2001:db8::ffff");
        assertThat(throttle.begin("another", "2001:db8:0:1::1", UNFAMILIAR).retryAfter())
                .isEmpty();
    }

    @Test
    void refuses_theWiderNetwork_whenManyOfItsLinksGuessed() {
        for (int i = 0; i < 40; i++) {
            admitted(throttle.begin("user" + i, "2001:db8:0:" + Integer.toHexString(i) + "::1", UNFAMILIAR));
        }

        refuses("another", "2001:db8:0:ffff::1");
        assertThat(throttle.begin("another", "2001:db8:1::1", UNFAMILIAR).retryAfter())
                .isEmpty();
    }

    @Test
    void attemptThatIsRefusedByOneCounter_isChargedToNone() {
        for (int i = 0; i < 2; i++) {
            admitted(throttle.begin("alice", "2001:db8:0:" + i + "::1", UNFAMILIAR));
        }
        for (int i = 0; i < 100; i++) {
            refuses("alice", "2001:db8:0:9::1");
        }

        for (int i = 0; i < 5; i++) {
            admitted(throttle.begin("user" + i, "2001:db8:0:9::1", UNFAMILIAR));
        }
        for (int i = 0; i < 33; i++) {
            admitted(throttle.begin("other" + i, "2001:db8:0:a" + Integer.toHexString(i) + "::1", UNFAMILIAR));
        }
        refuses("last", "2001:db8:0:b::1");
    }

    @Test
    void successes_useNothingUpOfTheWiderNetwork() {
        for (int i = 0; i < 100; i++) {
            admitted(throttle.begin("user" + i, "2001:db8:0:" + Integer.toHexString(i) + "::1", UNFAMILIAR))
                    .forgive();
        }
    }

    @Test
    void tellsWhenToComeBack() {
        admitted(throttle.begin("alice", "192.0.2.1", UNFAMILIAR));
        admitted(throttle.begin("alice", "192.0.2.1", UNFAMILIAR));
        clock.advance(Duration.ofMillis(500));

        assertThat(throttle.begin("alice", "192.0.2.1", UNFAMILIAR).retryAfter())
                .contains(Duration.ofMillis(59_500));
        clock.advance(Duration.ofSeconds(60));
        assertThat(throttle.begin("alice", "192.0.2.1", UNFAMILIAR).retryAfter())
                .isEmpty();
    }

    @Test
    void successes_useNothingUp() {
        for (int i = 0; i < 100; i++) {
            admitted(throttle.begin("alice", "192.0.2.1", UNFAMILIAR)).forgive();
        }

        assertThat(throttle.begin("alice", "192.0.2.1", UNFAMILIAR).retryAfter())
                .isEmpty();
    }

    @Test
    void attemptsInParallel_areCountedBeforeTheyAreJudged() {
        List<SignInThrottle.Attempt> pending = List.of(
                throttle.begin("alice", "192.0.2.1", UNFAMILIAR), throttle.begin("alice", "192.0.2.1", UNFAMILIAR));

        refuses("alice", "192.0.2.1");
        pending.get(0).forgive();
        assertThat(throttle.begin("alice", "192.0.2.1", UNFAMILIAR).retryAfter())
                .isEmpty();
    }

    @Test
    void refusedAttempts_areNotChargedToTheAddress() {
        admitted(throttle.begin("alice", "192.0.2.1", UNFAMILIAR));
        admitted(throttle.begin("alice", "192.0.2.1", UNFAMILIAR));
        for (int i = 0; i < 50; i++) {
            refuses("alice", "192.0.2.1");
        }
        for (int i = 0; i < 3; i++) {
            admitted(throttle.begin("other" + i, "192.0.2.1", UNFAMILIAR));
        }

        refuses("another", "192.0.2.1");
    }

    @Test
    void refusedAddress_chargesNoAccount() {
        SignInThrottle strict = throttle(new Rate(1, MINUTE), new Rate(1, MINUTE));
        admitted(strict.begin("mallory", "192.0.2.9", UNFAMILIAR));
        assertThat(strict.begin("alice", "192.0.2.9", UNFAMILIAR).retryAfter()).isPresent();

        assertThat(strict.begin("alice", "192.0.2.1", UNFAMILIAR).retryAfter()).isEmpty();
    }

    @Test
    void familiarAddresses_areNotKeptOut_byGuessesFromElsewhere() {
        admitted(throttle.begin("alice", "192.0.2.1", UNFAMILIAR));
        admitted(throttle.begin("alice", "192.0.2.2", UNFAMILIAR));

        refuses("alice", "192.0.2.3");
        assertThat(throttle.begin("alice", "198.51.100.7", FAMILIAR).retryAfter())
                .isEmpty();
    }

    @Test
    void familiarAddresses_haveAnAllowanceEach_underAnySpellingOfTheName() {
        admitted(throttle.begin("alice", "198.51.100.7", FAMILIAR));
        admitted(throttle.begin("ALICE", "198.51.100.7", FAMILIAR));

        assertThat(throttle.begin("Alice", "198.51.100.7", FAMILIAR).retryAfter())
                .isPresent();
        assertThat(throttle.begin("alice", "198.51.100.8", FAMILIAR).retryAfter())
                .isEmpty();
        assertThat(throttle.begin("bob", "198.51.100.7", FAMILIAR).retryAfter()).isEmpty();
        assertThat(throttle.begin("alice", "192.0.2.1", UNFAMILIAR).retryAfter())
                .isEmpty();
    }

    @Test
    void success_givesBackItsOwnAttempt_andNoFailure() {
        admitted(throttle.begin("alice", "192.0.2.1", UNFAMILIAR));
        SignInThrottle.Attempt success = throttle.begin("alice", "192.0.2.1", UNFAMILIAR);
        success.forgive();
        admitted(throttle.begin("alice", "192.0.2.1", UNFAMILIAR));

        refuses("alice", "192.0.2.1");
    }

    @Test
    void countsNothing_whereNoRateIsSet() {
        SignInThrottle off = throttle(null, null);

        assertThatCode(() -> {
                    for (int i = 0; i < 1000; i++) {
                        admitted(off.begin("alice", "192.0.2.1", UNFAMILIAR));
                    }
                    admitted(off.begin("alice", "192.0.2.1", UNFAMILIAR)).forgive();
                })
                .doesNotThrowAnyException();
    }

    @Test
    void defaults_areThoseOfTheContract() {
        assertThat(ThrottleConfig.defaults())
                .isEqualTo(ThrottleConfig.defaults()
                        .with(SignInRates.ofFailures(new Rate(10, MINUTE), new Rate(100, MINUTE))));
    }

    @Test
    void successes_ofAnAccount_haveARateOfTheirOwn_overAllAddresses() {
        SignInThrottle two = successes(2, 100);
        assertThat(admitted(two.begin("alice", "192.0.2.1", FAMILIAR)).succeeded())
                .isEmpty();
        assertThat(admitted(two.begin("ALICE", "192.0.2.2", UNFAMILIAR)).succeeded())
                .isEmpty();

        assertThat(two.begin("alice", "192.0.2.1", FAMILIAR).retryAfter()).isPresent();
        assertThat(admitted(two.begin("bob", "192.0.2.1", FAMILIAR)).succeeded())
                .isEmpty();
        clock.advance(MINUTE);
        assertThat(admitted(two.begin("alice", "192.0.2.1", FAMILIAR)).succeeded())
                .isEmpty();
    }

    @Test
    void usedUpSuccesses_areToldToStrangersOnly_afterTheRightPassword() {
        SignInThrottle one = successes(1, 100);
        assertThat(admitted(one.begin("alice", "192.0.2.1", FAMILIAR)).succeeded())
                .isEmpty();

        assertThatCode(() ->
                        admitted(one.begin("alice", "203.0.113.9", UNFAMILIAR)).failed())
                .doesNotThrowAnyException();
        SignInThrottle.Attempt right = one.begin("alice", "203.0.113.9", UNFAMILIAR);
        assertThat(right.succeeded()).isPresent();
    }

    @Test
    void failures_useNoSuccessUp_andSuccessesNoFailure() {
        SignInThrottle one = new SignInThrottle(
                ThrottleConfig.defaults().with(new SignInRates(new Rate(1, MINUTE), null, new Rate(1, MINUTE), null)),
                counters);
        admitted(one.begin("alice", "192.0.2.1", FAMILIAR)).failed();
        assertThat(one.begin("alice", "192.0.2.1", FAMILIAR).retryAfter()).isPresent();
        assertThat(admitted(one.begin("alice", "192.0.2.2", FAMILIAR)).succeeded())
                .isEmpty();

        assertThat(one.begin("alice", "192.0.2.2", FAMILIAR).retryAfter()).isPresent();
    }

    @Test
    void successes_fromAnAddress_haveARate_overAllAccounts() {
        SignInThrottle three = successes(100, 3);
        for (int i = 0; i < 3; i++) {
            assertThat(admitted(three.begin("user" + i, "192.0.2.1", UNFAMILIAR))
                            .succeeded())
                    .isEmpty();
        }

        assertThat(three.begin("another", "192.0.2.1", UNFAMILIAR).retryAfter()).isPresent();
        assertThat(three.begin("another", "192.0.2.2", UNFAMILIAR).retryAfter()).isEmpty();
    }

    private static SignInThrottle.Attempt admitted(SignInThrottle.Attempt attempt) {
        assertThat(attempt.retryAfter()).isEmpty();
        return attempt;
    }

    private SignInThrottle successes(int ofAccount, int fromAddress) {
        SignInRates rates = new SignInRates(null, null, new Rate(ofAccount, MINUTE), new Rate(fromAddress, MINUTE));
        return new SignInThrottle(ThrottleConfig.defaults().with(rates), counters);
    }

    private void refuses(String username, String address) {
        assertThat(throttle.begin(username, address, UNFAMILIAR).retryAfter()).isPresent();
    }

    private SignInThrottle throttle(@Nullable Rate account, @Nullable Rate address) {
        return new SignInThrottle(ThrottleConfig.defaults().with(SignInRates.ofFailures(account, address)), counters);
    }
}
