package dev.keycard.web.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.gate.Outcome;
import dev.keycard.user.User;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever happens to users and their credentials, in any order: an outcome is what the stores say. An engine that learns of
 * changes only when it catches up may lag behind, in what it decides from memory, by what happened since; and by nothing once its
 * view is older than {@code change.max-staleness}.
 */
class OutcomesPropertyTest {

    /** What can happen. */
    enum Act {
        ISSUE,
        ISSUE_ANOTHER,
        PRESENT,
        PRESENT_AGAIN,
        END_ONE,
        END_LOGINS,
        END_EVERYTHING,
        DEACTIVATE,
        REACTIVATE,
        DELETE,
        NEW_PASSWORD,
        CHANGE_ROLES,
        WAIT_A_MOMENT,
        WAIT_FOR_AN_OLD_VIEW,
        WAIT_FOR_EXPIRY,
        WAIT_A_DAY,
        CATCH_UP,
        PRUNE
    }

    record Step(Act act, int pick) {}

    @Property(tries = 150)
    void engineThatMadeTheChanges_isNeverWrong(@ForAll("steps") List<Step> steps) {
        try (TestEngine engine = TestEngine.start()) {
            World world = new World(engine);
            for (Step step : steps) {
                take(world, step);
                world.truth.caughtUp();
                look(world, step.pick());
            }
            look(world, 0);
        }
    }

    @Property(tries = 150)
    void engineBesideOthers_lagsBehindInMemoryAlone_andNoLongerThanItsViewMayBeOld(@ForAll("steps") List<Step> steps) {
        try (TestEngine engine = TestEngine.besideOthers()) {
            World world = new World(engine);
            for (Step step : steps) {
                take(world, step);
                look(world, step.pick());
            }
            look(world, 0);
            world.catchUp();
            look(world, 0);
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(Act.class), Arbitraries.integers().between(0, 60))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    private static void take(World world, Step step) {
        int pick = step.pick();
        switch (step.act()) {
            case ISSUE, ISSUE_ANOTHER -> world.issue(pick);
            case PRESENT, PRESENT_AGAIN -> look(world, 0);
            case END_ONE -> world.endOne(pick);
            case END_LOGINS -> world.endLogins(pick);
            case END_EVERYTHING -> world.endEverything(pick);
            case DEACTIVATE -> world.activate(pick, false);
            case REACTIVATE -> world.activate(pick, true);
            case DELETE -> world.delete(pick);
            case NEW_PASSWORD -> world.newPassword(pick);
            case CHANGE_ROLES -> world.changeRoles(pick);
            case WAIT_A_MOMENT -> world.engine.clock.advance(Duration.ofMillis(pick * 20L));
            case WAIT_FOR_AN_OLD_VIEW -> world.engine.clock.advance(Duration.ofSeconds(6));
            case WAIT_FOR_EXPIRY -> world.engine.clock.advance(Duration.ofMinutes(5));
            case WAIT_A_DAY -> world.engine.clock.advance(Duration.ofDays(1));
            case CATCH_UP -> world.catchUp();
            case PRUNE -> world.engine.keycard.parts().caches().changes().prune();
        }
        world.truth.note(world.credentials);
    }

    /** Presents every second credential, or all, so that some are seen for the first time long after they were given out. */
    private static void look(World world, int pick) {
        for (int i = 0; i < world.credentials.size(); i++) {
            if (pick == 0 || (i + pick) % 2 == 0) {
                look(world, world.credentials.get(i));
            }
        }
    }

    private static void look(World world, Presented presented) {
        Optional<Outcome> before = presented.authenticator().authenticateFromMemory(presented.request());
        before.ifPresent(outcome -> checkMemory(world, presented, outcome));
        checkFull(world, presented, presented.authenticator().authenticate(presented.request()));
        presented
                .authenticator()
                .authenticateFromMemory(presented.request())
                .ifPresent(outcome -> checkMemory(world, presented, outcome));
    }

    private static void checkMemory(World world, Presented presented, Outcome outcome) {
        assertThat(isFresh(world)).as("only a young view decides from memory").isTrue();
        checkLagging(world, presented, outcome);
    }

    private static void checkFull(World world, Presented presented, Outcome outcome) {
        if (!isFresh(world)) {
            assertThat(isGood(outcome)).as("%s", presented).isEqualTo(isGoodNow(world, presented));
            user(outcome)
                    .ifPresent(user ->
                            assertThat(world.truth.isUser(presented, user)).isTrue());
        } else if (presented.readsStore()) {
            checkRowNow(world, presented, outcome);
        } else {
            checkLagging(world, presented, outcome);
        }
    }

    /** What reads the row each time lags behind in the user's fields alone. */
    private static void checkRowNow(World world, Presented presented, Outcome outcome) {
        if (isGood(outcome)) {
            assertThat(isGoodNow(world, presented)).as("%s is good", presented).isTrue();
            user(outcome)
                    .ifPresent(user ->
                            assertThat(world.truth.wasUser(presented, user)).isTrue());
        } else {
            assertThat(!isGoodNow(world, presented) || world.truth.userWasInactive(presented))
                    .as("%s is refused", presented)
                    .isTrue();
        }
    }

    private static void checkLagging(World world, Presented presented, Outcome outcome) {
        if (isGood(outcome)) {
            assertThat(world.truth.wasGood(presented) && !hasExpired(world, presented))
                    .as("%s is good", presented)
                    .isTrue();
            user(outcome)
                    .ifPresent(user ->
                            assertThat(world.truth.wasUser(presented, user)).isTrue());
        } else {
            assertThat(world.truth.wasBad(presented) || hasExpired(world, presented))
                    .as("%s is refused", presented)
                    .isTrue();
        }
    }

    private static boolean isFresh(World world) {
        return world.engine.keycard.parts().caches().feed().isFresh();
    }

    private static boolean isGoodNow(World world, Presented presented) {
        return world.truth.isGood(presented) && !hasExpired(world, presented);
    }

    private static boolean hasExpired(World world, Presented presented) {
        return !world.engine.clock.instant().isBefore(presented.end());
    }

    private static boolean isGood(Outcome outcome) {
        return outcome instanceof Outcome.Authenticated;
    }

    private static Optional<User> user(Outcome outcome) {
        return outcome instanceof Outcome.Authenticated good
                ? Optional.of(User.of(good.principal()))
                : Optional.empty();
    }
}
