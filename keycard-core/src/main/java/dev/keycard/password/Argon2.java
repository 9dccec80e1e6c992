package dev.keycard.password;

import static org.bouncycastle.crypto.params.Argon2Parameters.ARGON2_VERSION_10;
import static org.bouncycastle.crypto.params.Argon2Parameters.ARGON2_VERSION_13;
import static org.bouncycastle.crypto.params.Argon2Parameters.ARGON2_d;
import static org.bouncycastle.crypto.params.Argon2Parameters.ARGON2_i;
import static org.bouncycastle.crypto.params.Argon2Parameters.ARGON2_id;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2 (RFC 9106). Keycard writes {@code $argon2id$v=19$m=…,t=…,p=…$salt$hash}; with the prefix {@code argon2} it is Django's
 * format, which also allows the variants i and d.
 *
 * @param type id, i or d, by its number in RFC 9106
 */
record Argon2(int type, int version, int memoryKib, int iterations, int parallelism) implements HashFormat {

    static final int MAX_MEMORY_KIB = 128 * 1024;
    static final int MAX_ITERATIONS = 16;
    static final int MAX_PARALLELISM = 8;

    private static final Pattern TEXT =
            Pattern.compile("(?<origin>argon2)?\\$argon2(?<type>id|i|d)(\\$v=(?<version>16|19))?"
                    + "\\$m=(?<memory>[1-9]\\d{0,8}),t=(?<iterations>[1-9]\\d{0,8}),p=(?<lanes>[1-9]\\d{0,8})"
                    + "\\$(?<salt>[A-Za-z0-9+/]{11,86})\\$(?<digest>[A-Za-z0-9+/]{22,86})");

    static Argon2 of(Argon2Cost cost) {
        return new Argon2(ARGON2_id, ARGON2_VERSION_13, cost.memoryKib(), cost.iterations(), cost.parallelism());
    }

    static Optional<StoredHash> read(String encoded) {
        Matcher text = TEXT.matcher(encoded);
        if (!text.matches()) {
            return Optional.empty();
        }
        Argon2 format = new Argon2(
                typeNamed(text.group("type")),
                "19".equals(text.group("version")) ? ARGON2_VERSION_13 : ARGON2_VERSION_10,
                Integer.parseInt(text.group("memory")),
                Integer.parseInt(text.group("iterations")),
                Integer.parseInt(text.group("lanes")));
        if (format.memoryKib < 8L * format.parallelism) {
            return Optional.empty();
        }
        boolean foreign = text.group("origin") != null || !format.isOfOurKind();
        return HashText.decode(text.group("salt"))
                .flatMap(salt -> HashText.decode(text.group("digest"))
                        .map(digest -> new StoredHash(format, salt, digest, foreign)));
    }

    /** Writes a hash of this format, which is Argon2id in its current version, in Keycard's form. */
    String write(byte[] salt, byte[] digest) {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + memoryKib + ",t=" + iterations + ",p=" + parallelism + "$"
                + base64.encodeToString(salt) + "$" + base64.encodeToString(digest);
    }

    @Override
    public byte[] derive(String password, byte[] salt, int length) {
        return derive(password, salt, length, newMemory());
    }

    /** Computes in that memory, and clears it before it returns. */
    byte[] derive(String password, byte[] salt, int length, Argon2Memory memory) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(type)
                .withVersion(version)
                .withMemoryAsKB(memoryKib)
                .withIterations(iterations)
                .withParallelism(parallelism)
                .withSalt(salt)
                .withBlockPool(memory.blocks())
                .build());
        byte[] digest = new byte[length];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), digest);
        return digest;
    }

    /** As much memory as one hash of this format needs. */
    Argon2Memory newMemory() {
        return new Argon2Memory(memoryKib, parallelism);
    }

    /** The time for more lanes or passes than are supported is reported as unlimited. */
    @Override
    public long microseconds() {
        boolean endless = parallelism > MAX_PARALLELISM || iterations > MAX_ITERATIONS;
        return endless ? Long.MAX_VALUE : (long) memoryKib * iterations * 55 / 100;
    }

    @Override
    public String describe() {
        return "Argon2 of " + memoryKib + " KiB, " + iterations + " passes and " + parallelism + " lanes";
    }

    /** The maximum that may be configured. */
    static Argon2 dearest() {
        return of(new Argon2Cost(MAX_MEMORY_KIB, MAX_ITERATIONS, MAX_PARALLELISM));
    }

    boolean isAtLeast(Argon2 wanted) {
        return memoryKib >= wanted.memoryKib && iterations >= wanted.iterations;
    }

    private boolean isOfOurKind() {
        return type == ARGON2_id && version == ARGON2_VERSION_13;
    }

    private static int typeNamed(String name) {
        return switch (name) {
            case "d" -> ARGON2_d;
            case "i" -> ARGON2_i;
            default -> ARGON2_id;
        };
    }
}
