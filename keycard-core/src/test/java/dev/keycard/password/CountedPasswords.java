package dev.keycard.password;

import dev.keycard.crypto.Entropy;
import java.util.concurrent.atomic.AtomicInteger;

/** Passwords whose hashes take microseconds and are counted, for tests of other packages. Thread-safe. */
public final class CountedPasswords implements AutoCloseable {

    private final AtomicInteger hashes = new AtomicInteger();
    private final Passwords passwords =
            new Passwords(new PasswordConfig(Argon2Cost.defaults(), 1, 1, 8), TestCost.CHEAP, Entropy.secure(), () -> {
                hashes.incrementAndGet();
                return TestCost.CHEAP.newMemory();
            });

    public Passwords passwords() {
        return passwords;
    }

    /** How many Argon2 hashes were computed since the last call, of any cost. */
    public int hashesSince() {
        return hashes.getAndSet(0);
    }

    @Override
    public void close() {
        passwords.close();
    }
}
