package dev.keycard.settings;

import dev.keycard.api.Internal;
import dev.keycard.password.Argon2Cost;
import dev.keycard.password.HashLimits;
import dev.keycard.password.PasswordConfig;
import java.util.Optional;

/** The settings of passwords and their hashes. See {@code docs/passwords.md}. */
@Internal
public final class PasswordSettings {

    private static final PasswordConfig DEFAULTS = PasswordConfig.defaults();
    private static final long KIB = 1024;

    public static final Setting<Long> ARGON2_MEMORY = new Setting<>(
            "password.argon2.memory",
            SettingTypes.SIZE,
            DEFAULTS.argon2().memoryKib() * KIB,
            "The memory that one password hash takes.");
    public static final Setting<Integer> ARGON2_ITERATIONS = new Setting<>(
            "password.argon2.iterations",
            SettingTypes.COUNT,
            DEFAULTS.argon2().iterations(),
            "How often a password hash passes over its memory.");
    public static final Setting<Integer> ARGON2_PARALLELISM = new Setting<>(
            "password.argon2.parallelism",
            SettingTypes.COUNT,
            DEFAULTS.argon2().parallelism(),
            "The lanes of a password hash.");
    public static final Setting<Optional<Integer>> HASH_THREADS = new Setting<>(
            "password.hash-threads",
            SettingTypes.COUNT_OR_AUTO,
            Optional.empty(),
            "How many passwords are hashed at once; auto is half the cores, or fewer where the heap has no room for them.");
    public static final Setting<Optional<Integer>> HASH_QUEUE = new Setting<>(
            "password.hash-queue",
            SettingTypes.COUNT_OR_AUTO,
            Optional.empty(),
            "How many wait for that; more are turned away with 503. auto is 16 for each thread, 64 at most.");
    public static final Setting<Optional<Long>> IMPORTED_MEMORY = new Setting<>(
            "password.imported-memory",
            SettingTypes.SIZE_OR_AUTO,
            Optional.empty(),
            "The memory that imported hashes share, 128MiB at most; auto is what the heap has room for.");
    public static final Setting<Integer> MIN_LENGTH = new Setting<>(
            "password.min-length",
            SettingTypes.COUNT,
            DEFAULTS.minLength(),
            "The shortest new password, in characters; 8 at least.");

    static final SettingGroup GROUP = SettingGroup.of(
            "Passwords",
            ARGON2_MEMORY,
            ARGON2_ITERATIONS,
            ARGON2_PARALLELISM,
            HASH_THREADS,
            HASH_QUEUE,
            IMPORTED_MEMORY,
            MIN_LENGTH);

    private PasswordSettings() {}

    static PasswordConfig read(Configuration settings) {
        Argon2Cost cost = new Argon2Cost(
                kib(settings.get(ARGON2_MEMORY)), settings.get(ARGON2_ITERATIONS), settings.get(ARGON2_PARALLELISM));
        int threads = settings.get(HASH_THREADS).orElse(DEFAULTS.hashThreads());
        HashLimits limits = settings.get(IMPORTED_MEMORY)
                .map(bytes -> new HashLimits(kib(bytes)))
                .orElse(DEFAULTS.limits());
        return new PasswordConfig(
                cost,
                threads,
                settings.get(HASH_QUEUE).orElse(PasswordConfig.queueFor(threads)),
                settings.get(MIN_LENGTH),
                limits);
    }

    private static int kib(long bytes) {
        return Math.toIntExact(Math.min(bytes / KIB, Integer.MAX_VALUE));
    }
}
