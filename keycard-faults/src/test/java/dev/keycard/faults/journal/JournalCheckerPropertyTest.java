package dev.keycard.faults.journal;

import static dev.keycard.faults.journal.Story.ANN;
import static dev.keycard.faults.journal.Story.BEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.faults.journal.Story.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The journal of a faultless day has no violations, and one wrong answer anywhere in it is found. */
class JournalCheckerPropertyTest {

    private static final Answer REFUSED = Answer.of(401);

    @Property(tries = 200)
    @Label("a day without faults has no violations")
    void faultlessDay(@ForAll long seed, @ForAll @IntRange(min = 0, max = 120) int steps) {
        assertThat(new Day(seed).live(steps).story.violations()).isEmpty();
    }

    @Property(tries = 100)
    @Label("an ended login that is refreshed on any node is found")
    void endedLoginRefreshed(@ForAll long seed, @ForAll @IntRange(min = 20, max = 100) int steps) {
        Day day = new Day(seed).live(steps);
        Pair ended = day.endOne();
        day.live(day.random.nextInt(20));
        day.story.refresh(day.node(), ended);

        assertThat(day.story.violations()).contains(Rule.REVOKED_REFRESHED);
    }

    @Property(tries = 100)
    @Label("an ended credential that is accepted later than it must be known is found")
    void endedLoginAccepted(@ForAll long seed, @ForAll @IntRange(min = 20, max = 100) int steps) {
        Day day = new Day(seed).live(steps);
        Pair ended = day.endOne();
        day.story.later(1_001);
        day.live(day.random.nextInt(20));
        day.story.use(day.node(), ended.access(), 200);

        assertThat(day.story.violations()).containsExactly(Rule.REVOKED_ACCEPTED);
    }

    @Property(tries = 100)
    @Label("a second chain of a login is found")
    void secondChain(@ForAll long seed, @ForAll @IntRange(min = 0, max = 100) int steps) {
        Day day = new Day(seed).live(steps);
        Pair pair = day.story.signIn(day.node(), ANN);
        day.story.refresh(day.node(), pair);
        day.story.refresh(day.node(), pair);
        day.live(day.random.nextInt(20));

        assertThat(day.story.violations()).containsExactly(Rule.TWO_SUCCESSORS);
    }

    @Property(tries = 100)
    @Label("a login that does not work although nothing ended it is found")
    void lostLogin(@ForAll long seed, @ForAll @IntRange(min = 0, max = 100) int steps) {
        Day day = new Day(seed).live(steps);
        Pair pair = day.story.refresh(day.node(), day.story.signIn(day.node(), BEN));
        day.story.add(day.node(), new Act.Refresh(pair.refresh()), REFUSED);

        assertThat(day.story.violations()).containsExactly(Rule.REFUSED_WITHOUT_CAUSE);
    }

    @Property(tries = 100)
    @Label("a profile of another user is found")
    void anotherUser(@ForAll long seed, @ForAll @IntRange(min = 0, max = 100) int steps) {
        Day day = new Day(seed).live(steps);
        Pair pair = day.story.signIn(day.node(), BEN);
        day.story.add(day.node(), new Act.Use(pair.access()), Answer.profile(ANN, ""));

        assertThat(day.story.violations()).containsExactly(Rule.WRONG_USER);
    }

    /** Clients of nodes that know everything at once, some of whose answers are lost. */
    private static final class Day {

        private final Story story = new Story();
        private final Random random;
        private final List<Pair> live = new ArrayList<>();
        private final List<Pair> ended = new ArrayList<>();

        Day(long seed) {
            random = new Random(seed);
        }

        Day live(int steps) {
            for (int step = 0; step < steps; step++) {
                step();
            }
            return this;
        }

        int node() {
            return random.nextInt(3);
        }

        private void step() {
            story.later(random.nextInt(50));
            if (live.isEmpty() || random.nextInt(5) == 0) {
                live.add(story.signIn(node(), random.nextBoolean() ? ANN : BEN));
                return;
            }
            int which = random.nextInt(live.size());
            switch (random.nextInt(6)) {
                case 0 -> story.use(node(), live.get(which).access(), 200);
                case 1 -> endOne();
                case 2 -> refuseEnded();
                case 3 -> refreshUnanswered(which);
                default -> live.set(which, story.refresh(node(), live.get(which)));
            }
        }

        /** The exchange has happened, and the retry is answered with the same successor. */
        private void refreshUnanswered(int which) {
            Pair pair = live.get(which);
            Pair next = story.successor(pair);
            story.add(node(), new Act.Refresh(pair.refresh()), Answer.LOST);
            story.add(node(), new Act.Refresh(pair.refresh()), next.answer());
            live.set(which, next);
        }

        private void refuseEnded() {
            if (!ended.isEmpty()) {
                Pair pair = ended.get(random.nextInt(ended.size()));
                story.add(node(), new Act.Refresh(pair.refresh()), REFUSED);
                story.use(node(), pair.access(), 401);
            }
        }

        /** Ends the latest login, by itself or with all others of its user. */
        Pair endOne() {
            if (live.isEmpty()) {
                live.add(story.signIn(node(), ANN));
            }
            Pair pair = live.get(live.size() - 1);
            String user = pair.access().owner();
            switch (random.nextInt(3)) {
                case 0 -> end(pair);
                case 1 -> {
                    story.add(node(), new Act.EndAll(pair.access()), Answer.of(204));
                    endAllOf(user);
                }
                default -> {
                    story.add(node(), new Act.SetActive(user, false), Answer.of(200));
                    story.add(node(), new Act.SetActive(user, true), Answer.of(200));
                    endAllOf(user);
                }
            }
            return pair;
        }

        private void end(Pair pair) {
            story.add(node(), new Act.EndLogin(pair.refresh()), Answer.of(200));
            live.remove(pair);
            ended.add(pair);
        }

        private void endAllOf(String user) {
            List<Pair> all = live.stream()
                    .filter(pair -> pair.access().owner().equals(user))
                    .toList();
            live.removeAll(all);
            ended.addAll(all);
        }
    }
}
