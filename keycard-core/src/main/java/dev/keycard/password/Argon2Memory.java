package dev.keycard.password;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;

/**
 * The memory of one hash after the other. It is allocated with the first hash. For one thread.
 *
 * <p>The types of the library stay behind it: to load one of them checks the signature of its jar, which takes 0.1 s, and the
 * first hash can do that as well as the start.
 */
final class Argon2Memory {

    private final BlockPool blocks;

    Argon2Memory(int memoryKib, int parallelism) {
        blocks = new FixedBlockPool(Argon2BytesGenerator.getBlockCount(memoryKib, parallelism));
    }

    BlockPool blocks() {
        return blocks;
    }
}
