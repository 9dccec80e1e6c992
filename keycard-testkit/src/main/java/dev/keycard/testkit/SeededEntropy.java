package dev.keycard.testkit;

import dev.keycard.crypto.Entropy;
import java.util.Random;

/**
 * Bytes that look random and are the same in each run. Only for tests: the seed determines all bytes. Thread-safe; with several
 * threads, the distribution of the bytes is not repeatable.
 */
public final class SeededEntropy implements Entropy {

    private final Random random;

    /** Instances with the same seed give the same bytes in the same order. */
    public SeededEntropy(long seed) {
        this.random = new Random(seed);
    }

    @Override
    public synchronized void fill(byte[] target) {
        random.nextBytes(target);
    }
}
