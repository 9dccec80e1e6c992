package dev.keycard.benchmarks;

import dev.keycard.crypto.Entropy;
import dev.keycard.password.Argon2Cost;
import dev.keycard.password.Argon2Hasher;
import dev.keycard.password.PasswordConfig;
import dev.keycard.password.Passwords;
import dev.keycard.password.Verdict;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The time of one password hash at the default cost of Argon2id. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class HashingBenchmark {

    private static final String PASSWORD = "correct horse 9";

    private final Argon2Hasher onFreshMemory = new Argon2Hasher(Argon2Cost.defaults(), Entropy.secure());
    private final Passwords passwords = new Passwords(PasswordConfig.defaults(), Entropy.secure());
    private final String hash = passwords.hash(PASSWORD);

    /** The floor: only the computation, without a pool, in newly allocated memory. */
    @Benchmark
    public String hashOnFreshMemory() {
        return onFreshMemory.hash(PASSWORD);
    }

    /** The cost of a new password in the server. */
    @Benchmark
    public String hash() {
        return passwords.hash(PASSWORD);
    }

    /** The cost of a sign-in in the server. */
    @Benchmark
    public Verdict verify() {
        return passwords.verifyOrBurn(PASSWORD, hash);
    }

    /** The cost of a sign-in with an unknown name, which must be the same. */
    @Benchmark
    public Verdict burn() {
        return passwords.verifyOrBurn(PASSWORD, null);
    }

    @TearDown
    public void close() {
        passwords.close();
    }
}
