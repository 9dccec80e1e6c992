package dev.keycard.server.memory;

import dev.keycard.delivery.OutboxKind;
import dev.keycard.password.Argon2Cost;
import dev.keycard.password.PasswordConfig;
import dev.keycard.server.config.Configuration;
import dev.keycard.server.config.Settings;
import java.util.Optional;

/**
 * What the configuration asks of the memory. What is empty was not set, and adapts to the heap. Immutable.
 *
 * @param hashing the password hashes
 * @param connections the most connections
 * @param tls whether connections are encrypted, which takes more memory for each
 * @param mail whether mail waits to be sent
 */
public record MemoryDemand(Hashing hashing, Optional<Integer> connections, boolean tls, boolean mail) {

    /**
     * What hashing takes.
     *
     * @param cost the cost of one hash
     * @param threads how many are computed at once
     * @param usualThreads how many there are if that is not set and the heap suffices
     * @param queue how many may wait
     * @param importedKib what hashes of other costs share, in KiB
     */
    public record Hashing(
            Argon2Cost cost,
            Optional<Integer> threads,
            int usualThreads,
            Optional<Integer> queue,
            Optional<Integer> importedKib) {

        int queueFor(int hashThreads) {
            return queue.orElse(PasswordConfig.queueFor(hashThreads));
        }
    }

    /**
     * What a configuration asks for.
     *
     * @param password its hashing, as it would be in a heap of any size
     */
    public static MemoryDemand of(Configuration settings, PasswordConfig password) {
        return new MemoryDemand(
                new Hashing(
                        password.argon2(),
                        settings.get(Settings.HASH_THREADS),
                        PasswordConfig.defaults().hashThreads(),
                        settings.get(Settings.HASH_QUEUE),
                        settings.get(Settings.IMPORTED_MEMORY).map(bytes -> (int) (bytes / 1024))),
                settings.get(Settings.MAX_CONNECTIONS),
                settings.get(Settings.TLS_CERTIFICATE).isPresent(),
                settings.get(Settings.MAIL_OUTBOX) != OutboxKind.NONE);
    }
}
