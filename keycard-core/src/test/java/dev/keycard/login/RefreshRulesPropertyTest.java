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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * A login in memory, the owner's tabs, and a thief elsewhere who has some of the owner's tokens: whatever order they come in,
 * whichever answers are lost, and wherever the clock goes.
 */
class RefreshRulesPropertyTest {

    private static final Entropy ENTROPY = new Random(5)::nextBytes;
    private static final JwtConfig CONFIG = JwtConfig.defaults();
    private static final int TABS = 4;

    /**
     * One thing that happens.
     *
     * @param who a tab of the owner's, or beyond them the thief
     * @param millis how far the clock moves before that
     * @param lost whether the answer is lost on the way
     * @param back how many generations before the present one the thief's token is
     */
    record Step(int who, long millis, boolean lost, int back) {}

    private static final class World {

        private final RefreshRules rules = new RefreshRules(CONFIG);
        private final Map<Long, Integer> toOthers = new HashMap<>();
        private final Map<Long, Integer> toSame = new HashMap<>();
        private final long[] tabs = new long[TABS];
        private Instant now = START.plusSeconds(60);
        private boolean ended;
        private Login login = Login.begin(
                TimeId.at(START, ENTROPY),
                UserId.of(1),
                LoginKind.TOKENS,
                Authentication.byPassword(START),
                CONFIG.issuing().refreshLifetime(),
                new Device("browser", "192.0.2.1"));

        /** As the store does it: one after the other, each on the row as it is. */
        Redemption present(long generation, String client) {
            long before = login.generation();
            Redemption outcome = rules.decide(login, new RefreshRules.Presented(generation, client, false, now));
            check(outcome, generation, before);
            if (outcome instanceof Redemption.Reused) {
                ended = true;
            }
            login = outcome.login();
            return outcome;
        }

        /** What holds for everyone, always: one chain, and every limit. */
        private void check(Redemption outcome, long generation, long before) {
            if (outcome instanceof Redemption.Rotated) {
                assertThat(generation)
                        .as("only the current token begins another")
                        .isEqualTo(before);
                assertThat(outcome.login().generation()).isEqualTo(before + 1);
            } else {
                assertThat(outcome.login().generation()).as("no fork").isEqualTo(before);
            }
            if (outcome instanceof Redemption.Repeated repeated) {
                assertThat(generation).as("only the predecessor is given again").isEqualTo(before - 1);
                Duration age = Duration.between(login.rotatedAt(), now);
                assertThat(age).isBetween(Duration.ofSeconds(-2), Duration.ofSeconds(repeated.sameClient() ? 30 : 2));
                int times = (repeated.sameClient() ? toSame : toOthers).merge(before, 1, Integer::sum);
                assertThat(times).isLessThanOrEqualTo(repeated.sameClient() ? 30 : 3);
                assertThat(sharedLately(before))
                        .as("the third time in eight generations ends it")
                        .isLessThan(3);
            }
        }

        private long sharedLately(long generation) {
            return toOthers.keySet().stream()
                    .filter(shared -> shared > generation - Rotation.REMEMBERED)
                    .count();
        }
    }

    @Property(tries = 2000)
    void tabsAndRetriesOfOneClient_neverForkAndNeverEndTheLogin(@ForAll("honest") List<Step> steps) {
        World world = new World();
        for (Step step : steps) {
            world.now = world.now.plusMillis(step.millis());
            // Tabs share what they store: whoever begins another generation does so when the others have read the last
            // one.
            if (world.tabs[step.who()] == world.login.generation()) {
                Arrays.fill(world.tabs, world.login.generation());
            }
            Redemption outcome = world.present(world.tabs[step.who()], "owner");
            assertThat(outcome).isNotInstanceOf(Redemption.Reused.class).isNotInstanceOf(Redemption.Refused.class);
            if (!step.lost()) {
                world.tabs[step.who()] = world.login.generation();
            }
        }
    }

    @Property(tries = 3000)
    void ownerAndThief_inAnyOrder_withAnyClock_neverForkAndKeepEveryLimit(@ForAll("anything") List<Step> steps) {
        World world = new World();
        for (Step step : steps) {
            if (world.ended) {
                return;
            }
            world.now = world.now.plusMillis(step.millis());
            if (step.who() < TABS) {
                if (!(world.present(world.tabs[step.who()], "owner") instanceof Redemption.Reused) && !step.lost()) {
                    world.tabs[step.who()] = world.login.generation();
                }
            } else {
                long stolen = Math.max(0, world.login.generation() - step.back());
                world.present(stolen, "thief-" + step.who());
            }
        }
    }

    @Property(tries = 2000)
    void thiefWithAnOldToken_getsNothing_andEndsTheLogin(
            @ForAll("honest") List<Step> steps, @ForAll("age") long age, @ForAll("backwards") int back) {
        World world = new World();
        for (Step step : steps) {
            world.now = world.now.plusMillis(step.millis());
            world.present(world.login.generation(), "owner");
        }
        world.now = world.now.plusMillis(age);
        long stolen = world.login.generation() - back;
        if (stolen >= 0) {
            assertThat(world.present(stolen, "thief")).isInstanceOf(Redemption.Reused.class);
        }
    }

    /** Within the grace for the owner's retries: short steps, answers that get lost, a clock that is corrected a little. */
    @Provide
    Arbitrary<List<Step>> honest() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, TABS - 1),
                        Arbitraries.longs().between(-75, 900),
                        Arbitraries.of(true, false),
                        Arbitraries.just(0))
                .as(Step::new)
                .list()
                .ofMaxSize(25);
    }

    @Provide
    Arbitrary<List<Step>> anything() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, TABS + 1),
                        Arbitraries.oneOf(
                                Arbitraries.longs().between(0, 1_500),
                                Arbitraries.longs().between(-4_000, 40_000),
                                Arbitraries.of(-3_600_000L, 300_000L)),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, 3))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }

    /** Too late for others, or further back than any correction of a clock. */
    @Provide
    Arbitrary<Long> age() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(2_001, 29_000), Arbitraries.longs().between(-7_200_000, -2_001));
    }

    @Provide
    Arbitrary<Integer> backwards() {
        return Arbitraries.integers().between(1, 5);
    }
}
