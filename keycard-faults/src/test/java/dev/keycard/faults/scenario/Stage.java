package dev.keycard.faults.scenario;

import dev.keycard.faults.cluster.Cluster;
import dev.keycard.faults.cluster.FaultProxy.Moment;
import dev.keycard.faults.traffic.Canary;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where a scenario plays. For one thread. */
record Stage(Cluster cluster, Canary canary, Length length, Random random) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Lets the fault last. */
    void hold() throws InterruptedException {
        pause(length.hold());
    }

    void pause(Duration duration) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(duration.toMillis());
    }

    /** Right credentials work although the fault lasts. */
    void requireRecovery() throws InterruptedException {
        Duration recovery = canary.recovery().orElse(FaultsTest.BACK_WITHIN.multipliedBy(100));
        if (recovery.compareTo(FaultsTest.BACK_WITHIN) > 0) {
            throw new IllegalStateException("right credentials do not work: " + recovery);
        }
    }

    int anyNode() {
        return random.nextInt(cluster.size());
    }

    /** Waits until a transaction about logins has come to a moment, and runs the action there. */
    void at(Moment moment, int node, Runnable action) throws InterruptedException {
        CountDownLatch sprung = cluster.proxy(node).trap(moment, statements -> statements.contains("login"), action);
        if (!sprung.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("no transaction about logins was committed at node " + node);
        }
    }
}
