package dev.keycard.benchmarks.spring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Measures what the Spring Boot starter costs: {@code requests} the processor time of a request, {@code starts} the time of a
 * start; both if none is named. The variables {@code ROUNDS}, {@code DURATION} and {@code WARMUP} (seconds) change how long it
 * takes.
 */
public final class SpringBench {

    private static final int ROUNDS = number("ROUNDS", 5);
    private static final int DURATION = number("DURATION", 5);
    private static final int WARMUP = number("WARMUP", 60);

    private SpringBench() {}

    public static void main(String[] arguments) throws Exception {
        List<String> parts = arguments.length == 0 ? List.of("requests", "starts") : Arrays.asList(arguments);
        Path data = Files.createTempDirectory("keycard-spring-bench");
        System.out.printf(
                "JDK %s, %d cores; %d rounds of %d s, warm-up %d s at most for each.%n%n",
                Runtime.version(), Runtime.getRuntime().availableProcessors(), ROUNDS, DURATION, WARMUP);
        try {
            for (String part : parts) {
                switch (part) {
                    case "requests" -> requests(data);
                    case "starts" -> starts(data);
                    default -> throw new IllegalArgumentException("there are requests and starts, and no " + part);
                }
            }
        } finally {
            delete(data);
        }
    }

    private static void requests(Path data) throws IOException, InterruptedException {
        try (Requests requests = new Requests(data)) {
            requests.start();
            requests.warmUp(WARMUP);
            for (int i = 0; i < ROUNDS; i++) {
                requests.round(DURATION);
            }
            requests.print();
        }
    }

    private static void starts(Path data) throws IOException, InterruptedException {
        try (App issuer = Requests.engine(data.resolve("issuer"))) {
            Starts starts = new Starts(data, issuer);
            starts.fillCaches();
            for (int i = 0; i < ROUNDS; i++) {
                starts.round();
            }
            starts.print();
        }
    }

    private static int number(String variable, int usual) {
        return Optional.ofNullable(System.getenv(variable))
                .map(Integer::parseInt)
                .orElse(usual);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
