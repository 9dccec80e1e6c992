package dev.keycard.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

/** Keeps a writer occupied, so that a test can say what waits behind it, and in which order. */
final class HeldWriter implements AutoCloseable {

    private final GroupWriter writer;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    HeldWriter(GroupWriter writer) throws InterruptedException {
        this.writer = writer;
        inBackground(new FutureTask<>(() -> writer.write(transaction -> holds())));
        begun.await();
    }

    private boolean holds() {
        begun.countDown();
        awaitUninterruptibly(released);
        return true;
    }

    /** Has another thread ask for the work; returns when it waits. */
    <T> FutureTask<T> waiting(Transactions.Work<T> work) {
        FutureTask<T> task = new FutureTask<>(() -> writer.write(work));
        inBackground(task);
        awaitWaiting(threads.get(threads.size() - 1));
        return task;
    }

    /** The thread that asked last. */
    Thread latest() {
        return threads.get(threads.size() - 1);
    }

    private void inBackground(Runnable task) {
        Thread thread = new Thread(task, "waiting-" + threads.size());
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            if (!thread.isAlive()) {
                return;
            }
            Thread.onSpinWait();
        }
    }

    static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException interruption) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the writer go on. */
    @Override
    public void close() {
        released.countDown();
    }
}
