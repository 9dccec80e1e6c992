package dev.keycard.testkit;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/**
 * Lets many threads run code at the same moment, repeatedly. {@link #run} throws what one of them throws. Used by one test
 * thread.
 */
public final class Race implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    private final int contenders;
    private final ExecutorService threads;

    public Race(int contenders) {
        this.contenders = contenders;
        this.threads = Executors.newFixedThreadPool(contenders);
    }

    /** Runs the same act once on each thread, and returns the outcomes. */
    public <T> List<T> run(Callable<T> act) throws Exception {
        return run(contender -> act);
    }

    /** Runs one act per thread, each started only when all threads are ready; returns the outcomes in their order. */
    public <T> List<T> run(IntFunction<Callable<T>> acts) throws Exception {
        CyclicBarrier start = new CyclicBarrier(contenders);
        List<Future<T>> running = new ArrayList<>(contenders);
        for (int i = 0; i < contenders; i++) {
            Callable<T> act = acts.apply(i);
            running.add(threads.submit(() -> {
                start.await(PATIENCE_SECONDS, SECONDS);
                return act.call();
            }));
        }
        List<T> outcomes = new ArrayList<>(contenders);
        for (Future<T> future : running) {
            outcomes.add(future.get(PATIENCE_SECONDS, SECONDS));
        }
        return outcomes;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
