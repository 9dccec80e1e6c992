package dev.keycard.password;

import dev.keycard.crypto.Entropy;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Hashes that take microseconds: the rules under test are the same. */
final class TestCost {

    static final Argon2 CHEAP = new Argon2(Argon2Parameters.ARGON2_id, Argon2Parameters.ARGON2_VERSION_13, 64, 2, 1);

    private TestCost() {}

    static Argon2Hasher cheapHasher() {
        return new Argon2Hasher(CHEAP, Entropy.secure(), CHEAP::newMemory);
    }
}
