package dev.keycard.faults.cluster;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Signals to processes that the tests have started. */
final class Processes {

    private static final long PATIENCE_SECONDS = 60;

    private Processes() {}

    /** Ends the process with this one, however this one ends. */
    static void endWithThisProcess(Process process) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> family(process).forEach(ProcessHandle::destroyForcibly)));
    }

    /** SIGKILL to the process and its children, as when a machine dies. */
    static void kill(Process process) {
        family(process).forEach(ProcessHandle::destroyForcibly);
        await(process);
    }

    /** SIGSTOP to the process and its children. */
    static void freeze(Process process) {
        family(process).forEach(one -> signal("STOP", one));
    }

    /** SIGCONT to the process and its children. */
    static void thaw(Process process) {
        family(process).forEach(one -> signal("CONT", one));
    }

    /** A signal that asks the process to end, and the wait until it has. */
    static void stop(Process process, String signal) {
        signal(signal, process.toHandle());
        await(process);
    }

    private static List<ProcessHandle> family(Process process) {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    private static void await(Process process) {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the process did not end: " + process.info());
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void signal(String name, ProcessHandle process) {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
