package dev.keycard.benchmarks;

import dev.keycard.http.Answers;
import dev.keycard.http.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Measures how long failed sign-ins of each kind take, to find differences that an attacker could measure. The kinds run in a
 * new random order in each round, so that other work of the machine affects all alike; JMH measures one kind after the other.
 * The first two kinds are the same, so their difference is noise.
 */
public final class SignInTiming {

    private static final int WARMUP = 100;
    private static final int ROUNDS = 1000;

    private final Answers api;
    private final int rounds;
    private final List<Kind> kinds;

    private SignInTiming(Answers api, int rounds) {
        this.api = api;
        this.rounds = rounds;
        kinds = List.of(
                new Kind("wrong", Engine.USERNAME, "not her password", rounds),
                new Kind("wrong, again", Engine.USERNAME, "not her password", rounds),
                new Kind("unknown", "nobody", "any password", rounds),
                new Kind("inactive", "ina", Engine.PASSWORD, rounds),
                new Kind("unusable", "una", "any password", rounds),
                new Kind("too long", Engine.USERNAME, "x".repeat(2000), rounds),
                new Kind("too long a name", "x".repeat(2000), "any password", rounds));
    }

    /** Measures and prints a table. The optional argument is the number of rounds. */
    public static void main(String[] args) {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : ROUNDS;
        try (Engine engine = Engine.start()) {
            engine.create("ina", engine.hash(Engine.PASSWORD), false);
            engine.create("una", "!", true);
            new SignInTiming(engine.api(), Math.min(rounds, WARMUP)).measure();
            SignInTiming timing = new SignInTiming(engine.api(), rounds);
            timing.measure();
            timing.print();
        }
    }

    private void measure() {
        Random random = new Random();
        List<Kind> order = new ArrayList<>(kinds);
        for (int round = 0; round < rounds; round++) {
            Collections.shuffle(order, random);
            order.forEach(kind -> kind.measure(api));
        }
    }

    private void print() {
        double wrong = kinds.get(0).milliseconds.median();
        System.out.println("| failed sign-in | p10 ms | median ms | p90 ms | median against wrong |");
        System.out.println("|---|---|---|---|---|");
        kinds.forEach(kind -> System.out.println(kind.row(wrong)));
    }

    /** One kind of failed sign-in. */
    private static final class Kind {

        private final String name;
        private final PlainRequest request;
        private final Samples milliseconds;

        Kind(String name, String username, String password, int rounds) {
            this.name = name;
            this.request = PlainRequest.post("/api/token/", Engine.credentials(username, password));
            this.milliseconds = new Samples(rounds);
        }

        void measure(Answers api) {
            long begin = System.nanoTime();
            Response answer = api.answer(request);
            milliseconds.add((System.nanoTime() - begin) / 1e6);
            if (answer.status() != 401) {
                throw new IllegalStateException("'" + name + "' was answered " + answer.status());
            }
        }

        String row(double wrong) {
            double median = milliseconds.median();
            return String.format(
                    Locale.ROOT,
                    "| %s | %.3f | %.3f | %.3f | %+.2f %% |",
                    name,
                    milliseconds.quantile(0.1),
                    median,
                    milliseconds.quantile(0.9),
                    100 * (median / wrong - 1));
        }
    }
}
