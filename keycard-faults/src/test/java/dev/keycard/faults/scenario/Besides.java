package dev.keycard.faults.scenario;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Work on another thread, whose failure is not lost. Thread-safe. */
final class Besides {

    /** Work that may fail. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    private final FutureTask<Boolean> task;

    private Besides(Work work) {
        Callable<Boolean> callable = () -> {
            work.run();
            return true;
        };
        task = new FutureTask<>(callable);
    }

    static Besides run(Work work) {
        Besides beside = new Besides(work);
        new Thread(beside.task, "besides").start();
        return beside;
    }

    void join() throws Exception {
        task.get();
    }
}
