package dev.keycard.login;

import static dev.keycard.support.HandClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.authentication.Authentication;
import dev.keycard.crypto.Entropy;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.key.JwtConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each limit of {@link RefreshRules}, one by one. {@link RefreshRulesPropertyTest} has their interleavings. */
class RefreshRulesTest {

    private static final Entropy ENTROPY = new Random(3)::nextBytes;
    private static final JwtConfig CONFIG = JwtConfig.defaults();

    private final RefreshRules rules = new RefreshRules(CONFIG);
    private Login login = Login.begin(
            TimeId.at(START, ENTROPY),
            UserId.of(1),
            LoginKind.TOKENS,
            Authentication.byPassword(START),
            CONFIG.issuing().refreshLifetime(),
            new Device("browser", "192.0.2.1"));

    private Instant now = START.plusSeconds(60);

    @Test
    void currentToken_beginsTheNextGeneration_whoeverPresentsIt() {
        assertThat(present(rules, 0, "owner")).isInstanceOf(Redemption.Rotated.class);
        assertThat(login.generation()).isEqualTo(1);
        assertThat(login.rotation()).isEqualTo(new Rotation(1, now, "owner", 0, 0, 0));
        assertThat(login.lastSeenAt()).isEqualTo(now);
        assertThat(login.expiresAt()).isEqualTo(now.plus(CONFIG.issuing().refreshLifetime()));
        assertThat(present(rules, 1, "elsewhere")).isInstanceOf(Redemption.Rotated.class);
    }

    @Test
    void nextGeneration_neverOutlivesTheLogin() {
        Instant end = START.plus(CONFIG.issuing().loginLifetime());
        login = login.toBuilder()
                .rotation(new Rotation(5, end.minusSeconds(60), "owner", 0, 0, 0))
                .lastSeenAt(end)
                .expiresAt(end)
                .build();
        now = end.minusSeconds(5);
        present(rules, 5, "owner");
        assertThat(login.expiresAt()).isEqualTo(end);
    }

    @Test
    void redeemer_getsTheSameAgain_thirtyTimesWithinTheGrace_andThenItIsTheft() {
        present(rules, 0, "owner");
        now = now.plusSeconds(30);
        for (int i = 0; i < 30; i++) {
            assertThat(present(rules, 0, "owner")).isInstanceOf(Redemption.Repeated.class);
        }
        assertThat(login.generation()).isEqualTo(1);
        assertThat(present(rules, 0, "owner")).isInstanceOf(Redemption.Reused.class);
    }

    @Test
    void redeemer_afterTheGrace_isTheft() {
        present(rules, 0, "owner");
        now = now.plusSeconds(30).plusMillis(1);
        assertThat(present(rules, 0, "owner")).isInstanceOf(Redemption.Reused.class);
    }

    @Test
    void others_getTheSame_threeTimesWithinTwoSeconds_andThenItIsTheft() {
        present(rules, 0, "owner");
        now = now.plusSeconds(2);
        for (int i = 0; i < 3; i++) {
            assertThat(present(rules, 0, "other-" + i)).isEqualTo(new Redemption.Repeated(login, false));
        }
        assertThat(present(rules, 0, "owner")).isEqualTo(new Redemption.Repeated(login, true));
        assertThat(present(rules, 0, "other")).isInstanceOf(Redemption.Reused.class);
    }

    @Test
    void others_afterTwoSeconds_areThieves() {
        present(rules, 0, "owner");
        now = now.plusSeconds(2).plusMillis(1);
        assertThat(present(rules, 0, "thief")).isInstanceOf(Redemption.Reused.class);
    }

    @Test
    void others_withinTwoSeconds_butBeyondAShorterGrace_areThieves() {
        RefreshRules strict = new RefreshRules(CONFIG.withRefresh(true, Duration.ofSeconds(1)));
        present(strict, 0, "owner");
        now = now.plusSeconds(1).plusMillis(1);
        assertThat(present(strict, 0, "other")).isInstanceOf(Redemption.Reused.class);
    }

    @Test
    void olderGenerations_areTheft_alsoWithinTheGrace() {
        present(rules, 0, "owner");
        present(rules, 1, "owner");
        assertThat(present(rules, 0, "owner")).isInstanceOf(Redemption.Reused.class);
    }

    /** The thief polls the list of logins, and comes within two seconds of each refresh. */
    @Test
    void followingALogin_fromElsewhere_endsItAtTheThirdGeneration() {
        for (int generation = 0; generation < 2; generation++) {
            present(rules, generation, "owner");
            assertThat(present(rules, generation, "thief")).isInstanceOf(Redemption.Repeated.class);
            now = now.plus(Duration.ofMinutes(4));
        }
        present(rules, 2, "owner");
        assertThat(present(rules, 2, "thief")).isInstanceOf(Redemption.Reused.class);
    }

    @Test
    void followingALogin_withPausesOfTwoGenerations_endsItToo() {
        long generation = 0;
        for (int time = 0; time < 3; time++) {
            for (int pause = 0; pause < 2; pause++) {
                present(rules, generation++, "owner");
                now = now.plusSeconds(60);
            }
            present(rules, generation, "owner");
            Redemption outcome = present(rules, generation++, "thief");
            assertThat(outcome instanceof Redemption.Reused).isEqualTo(time == 2);
            now = now.plusSeconds(60);
        }
    }

    @Test
    void changingNetworksNowAndThen_endsNothing() {
        for (long generation = 0; generation < 100; generation++) {
            assertThat(present(rules, generation, "network-" + generation)).isInstanceOf(Redemption.Rotated.class);
            if (generation % 4 == 0) {
                assertThat(present(rules, generation, "another")).isInstanceOf(Redemption.Repeated.class);
            }
            now = now.plusSeconds(240);
        }
    }

    @Test
    void tokenFromTheFuture_ofALoginThatWasRestored_isRefused_andEndsNothing() {
        assertThat(present(rules, 1, "owner")).isInstanceOf(Redemption.Refused.class);
    }

    @Test
    void clockSetBackByAnHour_givesNothingAgain() {
        for (Duration grace : new Duration[] {Duration.ofSeconds(1), Duration.ofSeconds(30)}) {
            RefreshRules some = new RefreshRules(CONFIG.withRefresh(true, grace));
            Login begun = login;
            present(some, 0, "owner");
            now = now.minus(Duration.ofHours(1));
            assertThat(present(some, 0, "owner")).isInstanceOf(Redemption.Reused.class);
            login = begun;
            now = now.plus(Duration.ofHours(1));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 500, 2000})
    void clockSetBackALittle_endsNothing(long millis) {
        present(rules, 0, "owner");
        now = now.minusMillis(millis);
        assertThat(present(rules, 0, "owner")).isInstanceOf(Redemption.Repeated.class);
        assertThat(present(rules, 1, "owner")).isInstanceOf(Redemption.Rotated.class);
    }

    @Test
    void clockSetBackByMoreThanALittle_isNoGrace_unlessTheLeewaySaysSo() {
        present(rules, 0, "owner");
        Login rotated = login;
        now = now.minusMillis(2001);
        assertThat(present(rules, 0, "owner")).isInstanceOf(Redemption.Reused.class);
        login = rotated;
        RefreshRules lenient = new RefreshRules(CONFIG.withLeeway(Duration.ofSeconds(10)));
        assertThat(present(lenient, 0, "owner")).isInstanceOf(Redemption.Repeated.class);
    }

    @Test
    void withoutGrace_nothingIsGivenAgain_alsoWhenTheClockIsSetBackALittle() {
        RefreshRules none = new RefreshRules(CONFIG.withRefresh(true, Duration.ZERO));
        present(none, 0, "owner");
        now = now.minusMillis(1);
        assertThat(present(none, 0, "owner")).isInstanceOf(Redemption.Reused.class);
    }

    @Test
    void clockSetBack_leavesTheCurrentTokenGood() {
        present(rules, 0, "owner");
        now = now.minusSeconds(30);
        assertThat(present(rules, 1, "owner")).isInstanceOf(Redemption.Rotated.class);
        assertThat(login.rotatedAt()).isEqualTo(now);
    }

    @Test
    void shortenedLimits_holdForLoginsThatBeganBefore() {
        now = START.plus(Duration.ofHours(2));
        RefreshRules shortLogin =
                new RefreshRules(CONFIG.withLifetimes(Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofHours(1)));
        RefreshRules shortRefresh =
                new RefreshRules(CONFIG.withLifetimes(Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofDays(30)));
        assertThat(present(shortLogin, 0, "owner")).isInstanceOf(Redemption.Refused.class);
        assertThat(present(shortRefresh, 0, "owner")).isInstanceOf(Redemption.Refused.class);
        assertThat(present(rules, 0, "owner")).isInstanceOf(Redemption.Rotated.class);
    }

    @Test
    void lengthenedLimits_holdFromTheNextRefreshOn() {
        RefreshRules longer =
                new RefreshRules(CONFIG.withLifetimes(Duration.ofMinutes(5), Duration.ofDays(7), Duration.ofDays(60)));
        now = START.plus(Duration.ofDays(1));
        assertThat(present(longer, 0, "owner")).isInstanceOf(Redemption.Refused.class);
        now = now.minusMillis(1);
        assertThat(present(longer, 0, "owner")).isInstanceOf(Redemption.Rotated.class);
        assertThat(login.expiresAt()).isEqualTo(now.plus(Duration.ofDays(7)));
    }

    @Test
    void sharedCookie_isGivenAgainForFiveSeconds_toTheClientThatWasGivenIt() {
        present(rules, 0, "owner");
        now = now.plusMillis(4_999);
        assertThat(rules.isJustMade(login, shared(1, "owner"))).isTrue();
        assertThat(rules.isJustMade(login, shared(1, "other"))).isFalse();
        assertThat(rules.decide(login, shared(1, "other"))).isInstanceOf(Redemption.Rotated.class);
        now = now.plusMillis(1);
        assertThat(rules.isJustMade(login, shared(1, "owner"))).isFalse();
    }

    @Test
    void sharedCookie_fromElsewhere_isGivenAgainForTwoSeconds_threeTimes_andThenRotates() {
        present(rules, 0, "owner");
        now = now.plusSeconds(1);
        for (int i = 0; i < 3; i++) {
            Redemption outcome = rules.decide(login, shared(1, "other"));
            assertThat(outcome).isInstanceOf(Redemption.Repeated.class);
            login = outcome.login();
        }
        assertThat(rules.decide(login, shared(1, "other"))).isInstanceOf(Redemption.Rotated.class);
    }

    private RefreshRules.Presented shared(long generation, String client) {
        return new RefreshRules.Presented(generation, client, true, now);
    }

    private Redemption present(RefreshRules some, long generation, String client) {
        Redemption outcome = some.decide(login, new RefreshRules.Presented(generation, client, false, now));
        login = outcome.login();
        return outcome;
    }
}
