package dev.keycard.node.doctor;

import dev.keycard.api.Internal;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The machine and the JVM that the program runs on.
 *
 * @param user the name of the account that it runs under
 * @param javaVersion the feature release of the JVM
 * @param signatures the provider of signatures
 * @param memory the memory of the machine, in bytes
 * @param heap the maximum heap of this JVM in bytes, which is the one that the launcher gives the server
 * @param freeDisk the free bytes where the data is; negative if unknown
 */
@Internal
public record Machine(String user, int javaVersion, String signatures, long memory, long heap, long freeDisk) {

    /** This machine. */
    public static Machine here(Path folder, String signatures) {
        return new Machine(
                System.getProperty("user.name", ""),
                Runtime.version().feature(),
                signatures,
                memoryHere(),
                Runtime.getRuntime().maxMemory(),
                freeAt(folder.toAbsolutePath().normalize()));
    }

    private static long memoryHere() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : Runtime.getRuntime().maxMemory();
    }

    /** The folder may not exist yet: looks at the nearest parent that exists. */
    private static long freeAt(Path folder) {
        for (Path place = folder; place != null; place = place.getParent()) {
            if (Files.exists(place)) {
                try {
                    return Files.getFileStore(place).getUsableSpace();
                } catch (IOException unknown) {
                    return -1;
                }
            }
        }
        return -1;
    }
}
