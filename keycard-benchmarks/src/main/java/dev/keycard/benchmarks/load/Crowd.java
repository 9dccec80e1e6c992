package dev.keycard.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs the same work on many threads at once. */
final class Crowd {

    private Crowd() {}

    /** The work of one thread. */
    interface Work<T> {
        T of(int member) throws Exception;
    }

    /** Runs the work once on each thread, and returns the results when all have finished; throws if one of them failed. */
    static <T> List<T> each(int members, Work<T> work) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(members);
        try {
            List<Callable<T>> all = new ArrayList<>();
            for (int i = 0; i < members; i++) {
                int member = i;
                all.add(() -> work.of(member));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> done : threads.invokeAll(all)) {
                results.add(done.get());
            }
            return results;
        } catch (ExecutionException failed) {
            throw new IllegalStateException("one of the crowd failed", failed.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
