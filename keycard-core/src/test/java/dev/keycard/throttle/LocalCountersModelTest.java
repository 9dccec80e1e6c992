package dev.keycard.throttle;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.crypto.Entropy;
import dev.keycard.support.HandClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any sequence of acts has the outcome that arithmetic on whole periods gives. */
class LocalCountersModelTest {

    private static final List<Rate> RATES =
            List.of(new Rate(1, Duration.ofSeconds(1)), new Rate(3, Duration.ofSeconds(2)));

    enum Kind {
        TAKE,
        GIVE_BACK,
        PASS_TIME
    }

    record Act(Kind kind, int key, int rate, int millis) {}

    private record Name(String key, Rate rate) {}

    /** One key's current period. */
    private static final class Model {

        private final Rate rate;
        private final long length;
        private long end;
        private long lastTake;
        private int taken;

        Model(Rate rate, long now) {
            this.rate = rate;
            this.length = rate.period().toMillis();
            this.end = now + length;
            this.lastTake = now;
        }

        /** After a period without use it makes no difference whether a key was forgotten, but for when its next period ends. */
        void follow(long realEnd, long now) {
            if (now - lastTake >= length && realEnd > now && realEnd <= now + length) {
                end = realEnd;
                taken = 0;
            }
        }

        Count take(long now) {
            if (now >= end) {
                end += (now - end) / length * length + length;
                taken = 0;
            }
            lastTake = now;
            boolean left = taken < rate.limit();
            taken += left ? 1 : 0;
            return new Count(rate, left, rate.limit() - taken, Duration.ofMillis(end - now), 0);
        }

        void giveBack(long endThen, long now) {
            taken -= now < endThen ? 1 : 0;
        }
    }

    private record Taken(String key, Count real, long end) {}

    @Property(tries = 500)
    void counters_doAsTheModelDoes(@ForAll("acts") List<Act> acts) {
        HandClock clock = new HandClock();
        LocalCounters counters = new LocalCounters(clock, Entropy.secure());
        Map<Name, Model> models = new HashMap<>();
        Deque<Taken> taken = new ArrayDeque<>();
        for (Act act : acts) {
            long now = clock.millis();
            switch (act.kind()) {
                case PASS_TIME -> clock.advance(Duration.ofMillis(act.millis()));
                case TAKE -> take(counters, models, taken, act, now);
                case GIVE_BACK -> giveBack(counters, models, taken, now);
            }
        }
    }

    private static void take(LocalCounters counters, Map<Name, Model> models, Deque<Taken> taken, Act act, long now) {
        Rate rate = RATES.get(act.rate());
        String key = "key" + act.key();
        Model model = models.computeIfAbsent(new Name(key, rate), name -> new Model(rate, now));
        Count real = counters.take(key, rate);
        model.follow(now + real.reset().toMillis(), now);
        Count expected = model.take(now);
        assertThat(real).usingRecursiveComparison().ignoringFields("period").isEqualTo(expected);
        if (real.taken()) {
            taken.push(new Taken(key, real, model.end));
        }
    }

    private static void giveBack(LocalCounters counters, Map<Name, Model> models, Deque<Taken> taken, long now) {
        if (taken.isEmpty()) {
            return;
        }
        Taken last = taken.pop();
        counters.giveBack(last.key(), last.real());
        requireNonNull(models.get(new Name(last.key(), last.real().rate()))).giveBack(last.end(), now);
    }

    @Provide
    Arbitrary<List<Act>> acts() {
        return Combinators.combine(
                        Arbitraries.of(Kind.class),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, RATES.size() - 1),
                        Arbitraries.integers().between(1, 2500))
                .as(Act::new)
                .list()
                .ofMaxSize(60);
    }
}
