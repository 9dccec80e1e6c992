package dev.keycard.server.memory;

import dev.keycard.password.Argon2Cost;
import dev.keycard.password.PasswordConfig;
import dev.keycard.server.config.HttpSettings;
import dev.keycard.server.config.ServerConfiguration;
import dev.keycard.settings.Configuration;
import dev.keycard.settings.MailSettings;
import dev.keycard.settings.PasswordSettings;
import java.util.Optional;

/**
 * The memory that the configuration requests. Empty values are not set and adapt to the heap. Immutable.
 *
 * @param hashing the password hashes
 * @param connections the maximum number of connections
 * @param tls whether connections are encrypted, which takes more memory for each
 * @param mail whether mail waits to be sent
 */
public record MemoryDemand(Hashing hashing, Optional<Integer> connections, boolean tls, boolean mail) {

    /**
     * The memory that hashing requests.
     *
     * @param cost the cost of one hash
     * @param threads how many are computed at once
     * @param usualThreads how many there are if the number is not set and the heap has room
     * @param queue how many may wait
     * @param importedKib the memory that hashes of other costs share, in KiB
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

    /** The memory that a configuration requests. */
    public static MemoryDemand of(ServerConfiguration configuration) {
        Configuration settings = configuration.settings();
        return new MemoryDemand(
                new Hashing(
                        configuration.engine().password().argon2(),
                        settings.get(PasswordSettings.HASH_THREADS),
                        PasswordConfig.defaults().hashThreads(),
                        settings.get(PasswordSettings.HASH_QUEUE),
                        settings.get(PasswordSettings.IMPORTED_MEMORY).map(bytes -> (int) (bytes / 1024))),
                settings.get(HttpSettings.MAX_CONNECTIONS),
                settings.get(HttpSettings.TLS_CERTIFICATE).isPresent(),
                MailSettings.sendsMail(settings));
    }
}
