package dev.keycard.benchmarks;

import dev.keycard.crypto.Base64Url;
import dev.keycard.jwt.JwsAlgorithm;
import dev.keycard.jwt.JwtVerifier;
import dev.keycard.jwt.SignatureProvider;
import dev.keycard.jwt.Verification;
import dev.keycard.jwt.VerificationConfig;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The cost of the first check of a token, compared with the signature check alone. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters, then calls prepare()
public class FirstSightBenchmark {

    /** The provider. */
    public enum Whose {
        CORRETTO,
        JDK
    }

    @Param({"ES256", "EdDSA", "RS256", "HS256"})
    public JwsAlgorithm algorithm;

    @Param
    public Whose provider;

    private final Instant now = Instant.now();
    private TokenPool pool;
    private List<Signed> signed;
    private BareCheck bare;
    private JwtVerifier verifier;
    private int next;

    @Setup
    public void prepare() {
        pool = new TokenPool(algorithm, provider(), now);
        signed = pool.tokens().stream().map(Signed::new).toList();
        bare = BareCheck.of(pool.key(), provider == Whose.CORRETTO);
        verifier = new JwtVerifier(pool::ring, VerificationConfig.defaults());
        requireSuccess();
    }

    /** The floor. */
    @Benchmark
    public boolean bareSignatureCheck() throws GeneralSecurityException {
        next = (next + 1) % signed.size();
        Signed token = signed.get(next);
        return bare.verify(token.input, token.signature);
    }

    /** A token as presented: its form, key, signature and claims. */
    @Benchmark
    public Verification verify() {
        return verifier.verify(pool.next(), now);
    }

    private SignatureProvider provider() {
        SignatureProvider chosen = provider == Whose.CORRETTO ? SignatureProvider.detect() : SignatureProvider.jdk();
        if (provider == Whose.CORRETTO && !chosen.describe().startsWith("Amazon")) {
            throw new IllegalStateException("leave this out with -p provider=JDK: it would be " + chosen);
        }
        return chosen;
    }

    /** A refusal may be quicker than a check, so neither side must refuse. */
    private void requireSuccess() {
        try {
            if (!bareSignatureCheck() || !(verify() instanceof Verification.Verified)) {
                throw new IllegalStateException("a good token was refused");
            }
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** The parts of a token for a check. */
    private static final class Signed {

        private final byte[] input;
        private final byte[] signature;

        Signed(String token) {
            int dot = token.lastIndexOf('.');
            input = token.substring(0, dot).getBytes(StandardCharsets.US_ASCII);
            signature = Base64Url.decode(token.substring(dot + 1)).orElseThrow();
        }
    }
}
