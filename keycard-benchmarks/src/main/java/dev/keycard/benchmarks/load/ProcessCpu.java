package dev.keycard.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Reads the processor time of a process from Linux, to a hundredth of a second. */
final class ProcessCpu {

    private static final long MILLIS_PER_TICK = 10;

    private ProcessCpu() {}

    static Duration of(long pid) throws IOException {
        String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        // The name of the program is in parentheses and may contain blanks; the fields after it do not.
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        return Duration.ofMillis((Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MILLIS_PER_TICK);
    }

    static Duration ofThisOne() throws IOException {
        return of(ProcessHandle.current().pid());
    }
}
