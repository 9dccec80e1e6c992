package dev.keycard.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.verifier.RemoteVerifier;
import dev.keycard.verifier.Verifier;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/observability.md} compiles: it stands here line by line. */
class ObservabilityPageTest {

    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void codeOfThePage_standsHere() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "observability.md"));
        String here = Files.readString(
                Path.of("src", "test", "java", "dev", "keycard", "micrometer", "ObservabilityPageTest.java"));
        List<String> lines = BLOCK.matcher(page)
                .results()
                .flatMap(block -> block.group(1).lines())
                .toList();
        assertThat(lines).hasSize(5).allSatisfy(line -> assertThat(here).contains(line));
    }

    static Verifier follow(MeterRegistry registry, Supplier<String> apiToken) {
        MicrometerMetrics metrics = new MicrometerMetrics();
        metrics.bindTo(registry);
        Verifier verifier = RemoteVerifier.of(apiToken, "https://auth.example")
                .metrics(metrics)
                .start();
        return verifier;
    }
}
