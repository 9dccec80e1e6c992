package dev.keycard.gate;

import dev.keycard.api.Internal;
import dev.keycard.http.Request;
import dev.keycard.metrics.Metrics;
import dev.keycard.metrics.Timer;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The {@link Gate} with a measurement of its time, including refusals. Two readings of the clock and one count cost little
 * compared with a request from memory, so every request is measured. Thread-safe.
 */
@Internal
public final class TimedGate {

    private static final String NAME = "keycard_gate_seconds";
    private static final String HELP = "How long the gate took to authenticate, permit and throttle.";

    private final Gate gate;
    private final LongSupplier nanoClock;
    private final Timer memory;
    private final Timer worker;

    public TimedGate(Gate gate, LongSupplier nanoClock, Metrics metrics) {
        this.gate = gate;
        this.nanoClock = nanoClock;
        this.memory = metrics.timer(NAME, HELP, "from", "memory");
        this.worker = metrics.timer(NAME, HELP, "from", "worker");
    }

    public Admitted pass(Request request, Guarded endpoint) {
        long began = nanoClock.getAsLong();
        try {
            return gate.pass(request, endpoint);
        } finally {
            worker.record(nanoClock.getAsLong() - began);
        }
    }

    public Optional<Admitted> passFromMemory(Request request, Guarded endpoint) {
        long began = nanoClock.getAsLong();
        try {
            return gate.passFromMemory(request, endpoint);
        } finally {
            memory.record(nanoClock.getAsLong() - began);
        }
    }
}
