package dev.keycard.benchmarks;

import dev.keycard.http.Answers;
import dev.keycard.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The cost of the Gate for an answer from memory with a cached credential. Each request makes a new text of its header, as from
 * a socket, so the text has no cached hash.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class WarmGateBenchmark {

    private static final String FLOOR = "/healthz";
    private static final String GUARDED = "/api/profile/";

    private final Engine engine = Engine.start();
    private final Answers api = engine.api();
    private final Presented accessToken = present(engine.accessToken());
    private final Presented apiToken = present(engine.apiToken());
    private final Presented session = present(engine.session());

    /** The floor: no credential, and none required. */
    @Benchmark
    public Optional<Response> floor() {
        return api.answerFromMemory(PlainRequest.get(FLOOR));
    }

    /** The second floor: the longest credential is present, but not read. */
    @Benchmark
    public Optional<Response> floorWithJwt() {
        return api.answerFromMemory(accessToken.on(FLOOR));
    }

    @Benchmark
    public Optional<Response> profileByJwt() {
        return api.answerFromMemory(accessToken.on(GUARDED));
    }

    @Benchmark
    public Optional<Response> profileByApiToken() {
        return api.answerFromMemory(apiToken.on(GUARDED));
    }

    @Benchmark
    public Optional<Response> profileBySession() {
        return api.answerFromMemory(session.on(GUARDED));
    }

    @TearDown
    public void close() {
        engine.close();
    }

    private Presented present(PlainRequest.Header header) {
        engine.warm(PlainRequest.get(GUARDED, header));
        return new Presented(header.name(), header.value().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A header as bytes. */
    private static final class Presented {

        private final String name;
        private final byte[] value;

        Presented(String name, byte[] value) {
            this.name = name;
            this.value = value;
        }

        PlainRequest on(String path) {
            return PlainRequest.get(
                    path, new PlainRequest.Header(name, new String(value, StandardCharsets.ISO_8859_1)));
        }
    }
}
