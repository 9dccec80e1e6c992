package dev.keycard.password;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The cost of one Argon2id hash. The default is 19 MiB in 2 passes, about 20 ms on a current core. The minimum are the
 * equivalent choices of OWASP's Password Storage Cheat Sheet: less memory requires more passes.
 *
 * @param memoryKib memory of one hash in KiB, 7168 to 131072
 * @param iterations passes over the memory, up to 16
 * @param parallelism lanes, 1 to 8; they are computed one after the other here, so 1 is best
 */
public record Argon2Cost(int memoryKib, int iterations, int parallelism) {

    /** For each number of passes, the memory in KiB from which it is sufficient. */
    private static final NavigableMap<Integer, Integer> OWASP_PASSES =
            new TreeMap<>(Map.of(7168, 5, 9216, 4, 12288, 3, 19456, 2, 47104, 1));

    /** @throws IllegalArgumentException if the cost is too low or too high; the message names the setting and what to do */
    public Argon2Cost {
        require(
                memoryKib >= OWASP_PASSES.firstKey() && memoryKib <= Argon2.MAX_MEMORY_KIB,
                "password.argon2.memory",
                memoryKib + " KiB",
                "choose 7168 to " + Argon2.MAX_MEMORY_KIB + " KiB, best 19456 or more");
        int passes = OWASP_PASSES.floorEntry(memoryKib).getValue();
        require(
                iterations >= passes && iterations <= Argon2.MAX_ITERATIONS,
                "password.argon2.iterations",
                "" + iterations,
                "with " + memoryKib + " KiB of memory choose " + passes + " to " + Argon2.MAX_ITERATIONS
                        + ", or raise password.argon2.memory");
        require(
                parallelism >= 1 && parallelism <= Argon2.MAX_PARALLELISM,
                "password.argon2.parallelism",
                "" + parallelism,
                "choose 1 to " + Argon2.MAX_PARALLELISM + ", best 1");
    }

    /** 19456 KiB, 2 iterations, parallelism 1. */
    public static Argon2Cost defaults() {
        return new Argon2Cost(19456, 2, 1);
    }

    private static void require(boolean met, String setting, String value, String advice) {
        if (!met) {
            throw new IllegalArgumentException(setting + " is " + value + ": " + advice);
        }
    }
}
