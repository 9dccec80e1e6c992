package dev.keycard.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.metrics.Counter;
import dev.keycard.metrics.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class MicrometerMetricsTest {

    private final MicrometerMetrics metrics = new MicrometerMetrics();
    private final SimpleMeterRegistry early = new SimpleMeterRegistry();
    private final SimpleMeterRegistry late = new SimpleMeterRegistry();

    @Test
    void eachRegistryShowsEachMetric_whicheverWasThereFirst() {
        metrics.bindTo(early);
        Counter counter = metrics.counter("keycard_refusals", "Refusals.", "code", "throttled");
        Timer timer = metrics.timer("keycard_gate_seconds", "The Gate.", "from", "memory");
        metrics.total("keycard_restarts", "Restarts.", () -> 7);
        metrics.gauge("keycard_feed_age_seconds", "Age.", () -> 0.25);
        counter.add();
        metrics.bindTo(late);
        counter.add();
        timer.record(2_000_000);

        for (SimpleMeterRegistry registry : new SimpleMeterRegistry[] {early, late}) {
            assertThat(registry.get("keycard.refusals")
                            .tag("code", "throttled")
                            .functionCounter()
                            .count())
                    .isEqualTo(2);
            assertThat(registry.get("keycard.gate")
                            .tag("from", "memory")
                            .timer()
                            .totalTime(TimeUnit.MILLISECONDS))
                    .isEqualTo(2);
            assertThat(registry.get("keycard.restarts").functionCounter().count())
                    .isEqualTo(7);
            assertThat(registry.get("keycard.feed.age.seconds").gauge().value()).isEqualTo(0.25);
        }
    }

    @Test
    void aMetricThatIsMadeTwice_isOne() {
        metrics.bindTo(early);
        metrics.counter("keycard_events", "Events.", "kind", "a").add();
        metrics.counter("keycard_events", "Events.", "kind", "a").add();
        metrics.counter("keycard_events", "Events.", "kind", "b").add();
        assertThat(early.get("keycard.events")
                        .tag("kind", "a")
                        .functionCounter()
                        .count())
                .isEqualTo(2);
        assertThat(early.get("keycard.events")
                        .tag("kind", "b")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aRegistryThatIsBoundTwice_countsOnce() {
        metrics.bindTo(early);
        metrics.bindTo(early);
        metrics.timer("keycard_gate_seconds", "The Gate.").record(1_000);
        assertThat(early.get("keycard.gate").timer().count()).isEqualTo(1);
    }

    @Test
    void closed_itLeavesNoMeter() {
        metrics.bindTo(early);
        metrics.counter("keycard_a", "A.").add();
        metrics.timer("keycard_b_seconds", "B.").record(1);
        DoubleSupplier one = () -> 1;
        metrics.total("keycard_c", "C.", one);
        metrics.gauge("keycard_d", "D.", one);
        metrics.close();
        assertThat(early.getMeters()).isEmpty();
    }
}
