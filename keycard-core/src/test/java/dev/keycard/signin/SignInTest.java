package dev.keycard.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuthEvent;
import dev.keycard.client.Client;
import dev.keycard.crypto.Entropy;
import dev.keycard.password.CountedPasswords;
import dev.keycard.signin.SignInResult.Reason;
import dev.keycard.signin.SignInResult.Refused;
import dev.keycard.signin.SignInResult.SignedIn;
import dev.keycard.signin.SignInResult.Throttled;
import dev.keycard.support.HandClock;
import dev.keycard.throttle.LocalCounters;
import dev.keycard.throttle.SignInThrottle;
import dev.keycard.throttle.ThrottleConfig;
import dev.keycard.user.User;
import dev.keycard.user.UserSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each result of a sign-in, and the hashes that it costs. */
class SignInTest {

    private static final String PASSWORD = "quiet-Lantern-over-7-rivers";
    private static final Client CLIENT = new Client("192.0.2.1", "a browser", "request-1");

    /** Of the same algorithm as ours, and of another cost. */
    private static final String FOREIGN =
            "argon2$argon2i$v=19$m=64,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$zEgUAfk8nkAqqwmxnskapVML0TG0qJm7u/61l2dzSuc";

    /** Django's hash of {@link #DJANGO_PASSWORD}. */
    private static final String DJANGO =
            "pbkdf2_sha256$20000$NaClNaClNaCl$yawMG943scnCXvNx1WIZXRf/7A72Bo1g0QX/gqEZGJU=";

    private static final String DJANGO_PASSWORD = "correct horse battery staple";

    private final HandClock clock = new HandClock();
    private final CountedPasswords counted = new CountedPasswords();
    private final NamedUsers users = new NamedUsers();
    private final List<AuthEvent.Observation> observed = new ArrayList<>();
    private final SignIn signIn = new SignIn(
            users,
            counted.passwords(),
            new SignInThrottle(ThrottleConfig.defaults(), new LocalCounters(clock, Entropy.secure())),
            new FamiliarAddresses(new NoFamiliarAddresses(), clock),
            clock,
            observed::add);
    private final User ada = users.put(UserSource.user(1), counted.passwords().hash(PASSWORD));
    private final User idle = users.put(UserSource.user(2).withActive(false), users.hashOf(ada));
    private final User robot = users.put(UserSource.user(3), "!");

    @AfterEach
    void close() {
        counted.close();
    }

    @Test
    void rightPassword_signsIn_forOneHash() {
        counted.hashesSince();

        assertThat(attempt(ada, PASSWORD)).isEqualTo(new SignedIn(ada));
        assertThat(counted.hashesSince()).isEqualTo(1);
        assertThat(observed).isEmpty();
    }

    @Test
    void everyRefusal_hasItsReason_andCostsTheSame() {
        assertRefusals(1);
    }

    @Test
    void everyRefusal_costsTheSame_onceAHashOfAnotherCostWasMet() {
        users.put(UserSource.user(4), FOREIGN);
        assertThat(attempt(UserSource.user(4), "wrong")).isEqualTo(new Refused(Reason.WRONG_PASSWORD));

        assertRefusals(2);
    }

    private void assertRefusals(int hashes) {
        assertRefused("nobody", Reason.UNKNOWN_NAME, hashes);
        assertRefused(ada.username(), Reason.WRONG_PASSWORD, hashes);
        assertRefused(idle.username(), Reason.USER_INACTIVE, hashes);
        assertRefused(robot.username(), Reason.UNUSABLE_PASSWORD, hashes);
    }

    private void assertRefused(String name, Reason reason, int hashes) {
        counted.hashesSince();
        assertThat(signIn.withPassword(name, "wrong", CLIENT)).isEqualTo(new Refused(reason));
        assertThat(counted.hashesSince()).as("hashes for " + reason).isEqualTo(hashes);
    }

    @Test
    void rightPasswordOfAnInactiveUser_isNotTold() {
        assertThat(attempt(idle, PASSWORD)).isEqualTo(new Refused(Reason.USER_INACTIVE));
    }

    @Test
    void refusal_isObserved_withTheUserIfTheyAreKnown() {
        signIn.withPassword("nobody", "wrong", CLIENT);
        attempt(ada, "wrong");

        assertThat(observed).extracting(AuthEvent::userId).containsExactly(null, ada.id());
        assertThat(observed).hasOnlyElementsOfType(AuthEvent.SignInFailed.class);
    }

    @Test
    void guesses_areThrottled_beforeAnythingIsHashed_andTheRightOneToo() {
        exhaust();
        counted.hashesSince();

        assertThat(attempt(ada, PASSWORD)).isInstanceOf(Throttled.class);
        assertThat(counted.hashesSince()).isZero();
        assertThat(observed.get(observed.size() - 1)).isInstanceOf(AuthEvent.SignInThrottled.class);
    }

    @Test
    void throttledAnswer_costsTheSameLookups_forEachName() {
        exhaust();
        for (int i = 0; i < 10; i++) {
            signIn.withPassword("nobody", "wrong", CLIENT);
        }
        users.lookupsSince();
        attempt(ada, PASSWORD);
        assertThat(users.lookupsSince()).as("known").isEqualTo(1);
        signIn.withPassword("nobody", "wrong", CLIENT);
        assertThat(users.lookupsSince()).as("unknown").isEqualTo(1);

        for (int i = 0; i < 100; i++) {
            signIn.withPassword("nobody " + i, "wrong", CLIENT);
        }
        users.lookupsSince();
        assertThat(attempt(idle, PASSWORD)).as("the address").isInstanceOf(Throttled.class);
        assertThat(users.lookupsSince()).isZero();
    }

    @Test
    void throttle_saysHowLongToWait_andThatIsEnough() {
        exhaust();
        Duration wait = ((Throttled) attempt(ada, PASSWORD)).retryAfter();
        clock.advance(wait);

        assertThat(attempt(ada, PASSWORD)).isEqualTo(new SignedIn(ada));
    }

    @Test
    void namesThatDoNotExist_areThrottledAlike() {
        for (int i = 0; i < 10; i++) {
            assertThat(signIn.withPassword("nobody", "wrong", CLIENT)).isInstanceOf(Refused.class);
        }

        assertThat(signIn.withPassword("nobody", "wrong", CLIENT)).isInstanceOf(Throttled.class);
    }

    @Test
    void confirming_isCountedWithTheSignIns() {
        for (int i = 0; i < 5; i++) {
            attempt(ada, "wrong");
            assertThat(signIn.confirm(ada, "wrong", CLIENT)).isEqualTo(new Refused(Reason.WRONG_PASSWORD));
        }

        assertThat(signIn.confirm(ada, PASSWORD, CLIENT)).isInstanceOf(Throttled.class);
        assertThat(attempt(ada, PASSWORD)).isInstanceOf(Throttled.class);
    }

    @Test
    void successes_areNoGuesses() {
        for (int i = 0; i < 30; i++) {
            assertThat(attempt(ada, PASSWORD)).isEqualTo(new SignedIn(ada));
        }
    }

    @Test
    void busyHashing_findsNothingOut_andCountsForNothing() {
        counted.close();

        for (int i = 0; i < 30; i++) {
            assertThat(attempt(ada, "wrong")).isInstanceOf(SignInResult.Busy.class);
        }
        assertThat(observed).isEmpty();
    }

    @Test
    void outdatedHash_isReplaced_andTheNextSignInCostsOneHash() {
        User old = users.put(UserSource.user(4), DJANGO);
        assertThat(attempt(old, DJANGO_PASSWORD)).isEqualTo(new SignedIn(old));

        assertThat(users.hashOf(old)).startsWith("$argon2id$");
        counted.hashesSince();
        assertThat(attempt(old, DJANGO_PASSWORD)).isEqualTo(new SignedIn(old));
        assertThat(counted.hashesSince()).isEqualTo(1);
    }

    @Test
    void outdatedHash_thatCannotBeReplaced_doesNotFailTheSignIn() {
        User old = users.put(UserSource.user(4), DJANGO);
        users.goAway();

        assertThat(attempt(old, DJANGO_PASSWORD)).isEqualTo(new SignedIn(old));
        assertThat(users.hashOf(old)).isEqualTo(DJANGO);
    }

    private void exhaust() {
        for (int i = 0; i < 10; i++) {
            assertThat(attempt(ada, "guess " + i)).isEqualTo(new Refused(Reason.WRONG_PASSWORD));
        }
    }

    private SignInResult attempt(User user, String password) {
        return signIn.withPassword(user.username(), password, CLIENT);
    }
}
