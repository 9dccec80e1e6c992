package dev.keycard.revocation;

import static dev.keycard.support.HandClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.crypto.Entropy;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.support.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecentRevocationsTest {

    private static final Duration MEMORY = Duration.ofMinutes(10);
    private static final Entropy ENTROPY = new Random(3)::nextBytes;
    private static final List<TimeId> LOGINS = IntStream.range(0, 12)
            .mapToObj(i -> TimeId.at(START.plusMillis(i / 2), ENTROPY)) // two in each millisecond
            .toList();
    private static final long ALICE = 1;
    private static final long BOB = 2;

    private final HandClock clock = new HandClock();
    private final RecentRevocations changes = new RecentRevocations(clock, MEMORY);
    private final TimeId early = LOGINS.get(0);
    private final TimeId late = LOGINS.get(10);

    @Test
    void knowsNothing_atFirst() {
        assertThat(changes.ended(UserId.of(ALICE), early)).isFalse();
        assertThat(changes.apiTokenEnded(early)).isFalse();
        assertThat(changes.size()).isZero();
        assertThat(changes.memory()).isEqualTo(MEMORY);
    }

    @Test
    void endedLogin_isKnown_andNoOther() {
        changes.onChange(new Change.LoginEnded(early));

        assertThat(changes.ended(UserId.of(ALICE), early)).isTrue();
        assertThat(changes.ended(UserId.of(ALICE), late)).isFalse();
        assertThat(changes.apiTokenEnded(early)).isFalse();
    }

    /** This node is an hour behind: what is issued by the others' clocks lives an hour longer here. */
    @Test
    void ending_isKeptAsLongAsItsTokensLive_byTheClockOfWhoeverMadeIt() {
        Instant others = START.plus(Duration.ofHours(1));
        changes.timeSeen(others);
        changes.onChange(new Change.LoginEnded(early));

        clock.advance(Duration.ofHours(1).plus(MEMORY).minusSeconds(1));
        changes.prune();
        assertThat(changes.ended(UserId.of(ALICE), early)).isTrue();
        clock.advance(Duration.ofSeconds(2));
        changes.prune();
        assertThat(changes.ended(UserId.of(ALICE), early)).isFalse();
        assertThat(changes.coversIssuedAt(others)).isFalse();
    }

    /** Its endings are kept from when they were made, and it lives longer. */
    @Test
    void tokenFromTheFuture_isNotDecidedFromMemory() {
        assertThat(changes.coversIssuedAt(START)).isTrue();
        assertThat(changes.coversIssuedAt(START.plusSeconds(20))).isTrue();
        assertThat(changes.coversIssuedAt(START.plusSeconds(21))).isFalse();
        assertThat(changes.coversIssuedAt(START.plus(Duration.ofHours(1)))).isFalse();

        clock.advance(Duration.ofMinutes(5));
        assertThat(changes.coversIssuedAt(START.plusSeconds(21))).isTrue();
    }

    @Test
    void whenChangesMayHaveBeenMissed_nothingThatWasIssuedBeforeIsDecidedFromMemory() {
        changes.onChange(new Change.LoginEnded(early));
        changes.restarted();

        assertThat(changes.ended(UserId.of(ALICE), early)).isTrue();
        assertThat(changes.knowsSince(START)).isFalse();
        assertThat(changes.coversIssuedAt(START.plusSeconds(20))).isFalse();
        clock.advance(Duration.ofMinutes(2));
        assertThat(changes.coversIssuedAt(clock.instant())).isTrue();
    }

    @Test
    void endedApiToken_isKnown_andNoOther() {
        changes.onChange(new Change.ApiTokenEnded(early));

        assertThat(changes.apiTokenEnded(early)).isTrue();
        assertThat(changes.apiTokenEnded(late)).isFalse();
        assertThat(changes.ended(UserId.of(ALICE), early)).isFalse();
    }

    @Test
    void allLoginsOfAUser_endUpToTheMoment_itselfIncluded() {
        changes.onChange(all(ALICE, 2, null));

        assertThat(changes.ended(UserId.of(ALICE), LOGINS.get(5))).isTrue(); // began at 2 ms
        assertThat(changes.ended(UserId.of(ALICE), LOGINS.get(6))).isFalse(); // began at 3 ms
        assertThat(changes.ended(UserId.of(BOB), LOGINS.get(5))).isFalse();
    }

    @Test
    void sparedLogin_livesOn() {
        changes.onChange(all(ALICE, 5, early));

        assertThat(changes.ended(UserId.of(ALICE), early)).isFalse();
        assertThat(changes.ended(UserId.of(ALICE), LOGINS.get(1))).isTrue();
    }

    @Test
    void sparedLogin_endsWithTheNextEndingThatDoesNotSpareIt() {
        changes.onChange(all(ALICE, 3, early));
        changes.onChange(all(ALICE, 4, null));

        assertThat(changes.ended(UserId.of(ALICE), early)).isTrue();
    }

    @Test
    void sparedLogin_livesOn_ifEveryEndingSparedIt() {
        changes.onChange(all(ALICE, 3, early));
        changes.onChange(all(ALICE, 4, early));
        changes.onChange(all(ALICE, 3, early));

        assertThat(changes.ended(UserId.of(ALICE), early)).isFalse();
    }

    @Test
    void twoEndingsOfOneMoment_spareOnlyWhatBothSpare() {
        changes.onChange(all(ALICE, 3, LOGINS.get(0)));
        changes.onChange(all(ALICE, 3, LOGINS.get(1)));

        assertThat(changes.ended(UserId.of(ALICE), LOGINS.get(0))).isTrue();
        assertThat(changes.ended(UserId.of(ALICE), LOGINS.get(1))).isTrue();
    }

    @Test
    void laterEnding_bringsNoEndedLoginBack() {
        changes.onChange(all(ALICE, 3, null));
        changes.onChange(all(ALICE, 4, early));

        assertThat(changes.ended(UserId.of(ALICE), early)).isTrue();
    }

    @Test
    void earlierEnding_learntLate_takesNothingBack() {
        changes.onChange(all(ALICE, 5, null));
        changes.onChange(all(ALICE, 2, null));

        assertThat(changes.ended(UserId.of(ALICE), LOGINS.get(9))).isTrue();
    }

    @Test
    void forgets_afterItsMemory_andNotBefore() {
        changes.onChange(new Change.LoginEnded(early));
        changes.onChange(new Change.ApiTokenEnded(early));
        changes.onChange(all(ALICE, 0, null));
        clock.advance(MEMORY);
        changes.prune();
        assertThat(changes.size()).isEqualTo(3);

        clock.advance(Duration.ofMillis(1));
        changes.prune();
        assertThat(changes.size()).isZero();
    }

    @Test
    void manyRevocations_stayALittleLonger_andAreForgottenTogether() {
        for (int i = 0; i < 20_000; i++) {
            changes.onChange(new Change.LoginEnded(TimeId.at(START, ENTROPY)));
        }
        clock.advance(MEMORY);
        changes.prune();
        clock.advance(Duration.ofMillis(1));
        changes.prune();
        assertThat(changes.size()).isEqualTo(20_000);
        assertThat(changes.knowsSince(START)).isTrue();

        clock.advance(MEMORY.dividedBy(32));
        changes.prune();
        assertThat(changes.size()).isZero();
        assertThat(changes.knowsSince(START)).isFalse();
    }

    @Test
    void learningAgain_remembersAnew() {
        changes.onChange(new Change.LoginEnded(early));
        changes.onChange(all(ALICE, 5, null));
        clock.advance(MEMORY);
        changes.onChange(new Change.LoginEnded(early));
        changes.onChange(all(ALICE, 5, null));
        clock.advance(MEMORY);
        changes.prune();

        assertThat(changes.size()).isEqualTo(2);
    }

    @Test
    void knowsSince_whatItStillRemembers_andNothingBefore() {
        clock.advance(MEMORY);
        changes.prune();

        assertThat(changes.knowsSince(START)).isTrue();
        assertThat(changes.knowsSince(START.minusMillis(1))).isFalse();
    }

    @Test
    void endingOutlives_whatWasIssuedBeforeTheClockWasSetBack() {
        clock.advance(Duration.ofMinutes(5));
        changes.prune();
        Instant refreshed = clock.instant();
        clock.set(START);
        changes.onChange(new Change.LoginEnded(early));
        clock.advance(MEMORY.plusMinutes(1));
        changes.prune();

        assertThat(changes.knowsSince(refreshed)).isTrue();
        assertThat(changes.ended(UserId.of(ALICE), early)).isTrue();
    }

    @Test
    void endingOutlives_loginsThatBeginInTheFuture() {
        TimeId login = TimeId.at(START.plusSeconds(60), ENTROPY);
        changes.onChange(new Change.LoginEnded(login));
        changes.onChange(all(BOB, 60_000, null));
        clock.advance(MEMORY.plusSeconds(30));
        changes.prune();

        assertThat(changes.ended(UserId.of(ALICE), login)).isTrue();
        assertThat(changes.ended(UserId.of(BOB), login)).isTrue();
    }

    @Test
    void saysThatItForgot_whenTheClockLeapsAndReturns() {
        changes.onChange(new Change.LoginEnded(early));
        clock.set(START.plus(MEMORY).plusSeconds(1));
        changes.prune();
        clock.set(START);
        changes.prune();

        assertThat(changes.ended(UserId.of(ALICE), early)).isFalse();
        assertThat(changes.knowsSince(START)).isFalse();
    }

    @Test
    void forgetsEarly_beyondItsRoom_andSaysSo() {
        RecentRevocations small = new RecentRevocations(clock, MEMORY, 20);
        List<TimeId> ended = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            clock.advance(Duration.ofMillis(i % 7 * 100L));
            ended.add(TimeId.at(clock.instant(), ENTROPY));
            small.onChange(new Change.ApiTokenEnded(ended.get(i)));
            assertThat(small.size()).isLessThanOrEqualTo(20);
        }

        assertThat(ended).allMatch(token -> small.apiTokenEnded(token) || !small.knowsSince(token.time()));
        assertThat(ended).anyMatch(small::apiTokenEnded);
    }

    @Test
    void changedApiToken_isKnown_forAsLongAsEndings_andHasNotEnded() {
        changes.onChange(new Change.ApiTokenChanged(early));

        assertThat(changes.apiTokenChanged(early)).isTrue();
        assertThat(changes.apiTokenChanged(late)).isFalse();
        assertThat(changes.apiTokenEnded(early)).isFalse();
        clock.advance(MEMORY.plusMillis(1));
        changes.prune();
        assertThat(changes.apiTokenChanged(early)).isFalse();
        assertThat(changes.size()).isZero();
    }

    @Test
    void passesOver_changesThatEndNothing() {
        changes.onChange(new Change.UserChanged(UserId.of(ALICE)));
        changes.onChange(new Change.KeysChanged());

        assertThat(changes.size()).isZero();
    }

    /** The model: a list of everything learnt. A login has ended if anything in it ended it. */
    @Property(tries = 1000)
    void knowsEveryEnding_asAListOfThemWould(@ForAll("histories") List<Change> history) {
        RecentRevocations known = new RecentRevocations(clock, MEMORY);
        List<Change> model = new ArrayList<>();
        for (Change change : history) {
            known.onChange(change);
            known.prune();
            model.add(change);
            clock.advance(Duration.ofSeconds(1));
            for (TimeId login : LOGINS) {
                assertThat(known.ended(UserId.of(ALICE), login)).isEqualTo(ended(model, ALICE, login));
                assertThat(known.ended(UserId.of(BOB), login)).isEqualTo(ended(model, BOB, login));
            }
        }
    }

    @Property(tries = 300)
    void theOrderOfLearning_changesNothing(@ForAll("histories") List<Change> history, @ForAll Random random) {
        RecentRevocations inOrder = new RecentRevocations(clock, MEMORY);
        RecentRevocations shuffled = new RecentRevocations(clock, MEMORY);
        List<Change> other = new ArrayList<>(history);
        Collections.shuffle(other, random);
        history.forEach(inOrder::onChange);
        other.forEach(shuffled::onChange);

        assertThat(LOGINS)
                .allMatch(login -> inOrder.ended(UserId.of(ALICE), login) == shuffled.ended(UserId.of(ALICE), login)
                        && inOrder.ended(UserId.of(BOB), login) == shuffled.ended(UserId.of(BOB), login));
    }

    @Provide
    Arbitrary<List<Change>> histories() {
        Arbitrary<TimeId> login = Arbitraries.of(LOGINS);
        Arbitrary<Change> one = login.map(Change.LoginEnded::new);
        Arbitrary<Change> all = Combinators.combine(
                        Arbitraries.of(ALICE, BOB), Arbitraries.integers().between(0, 6), login.injectNull(0.5))
                .as((user, millis, spared) -> all(user, millis, spared));
        return Arbitraries.frequencyOf(Tuple.of(1, one), Tuple.of(3, all))
                .list()
                .ofMaxSize(8);
    }

    private static boolean ended(List<Change> model, long user, TimeId login) {
        return model.stream().anyMatch(change -> endsIt(change, user, login));
    }

    private static boolean endsIt(Change change, long user, TimeId login) {
        if (change instanceof Change.LoginsEnded all) {
            return all.userId().equals(UserId.of(user))
                    && !login.equals(all.spared())
                    && !login.time().isAfter(all.before());
        }
        return change instanceof Change.LoginEnded one && one.login().equals(login);
    }

    private static Change all(long user, int millis, @Nullable TimeId spared) {
        Instant before = START.plusMillis(millis);
        return new Change.LoginsEnded(UserId.of(user), before, spared);
    }
}
