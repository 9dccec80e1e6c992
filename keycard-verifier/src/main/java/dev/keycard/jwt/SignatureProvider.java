package dev.keycard.jwt;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Optional;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * The provider of signatures: Amazon Corretto Crypto Provider (ACCP) if it runs, else the JDK.
 *
 * <p>ACCP is optional at run time and is passed to each call. It is never installed for the whole JVM, because a library must
 * not change the cryptography of its host program. Immutable and thread-safe.
 */
public final class SignatureProvider {

    private static final String CORRETTO = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    /** NIST SP 800-57 allows 2048 bits until 2030; new keys may be in use for longer. */
    private static final int GENERATED_RSA_BITS = 3072;

    private final @Nullable Provider provider;
    private final String description;

    private SignatureProvider(@Nullable Provider provider, String description) {
        this.provider = provider;
        this.description = description;
    }

    /** The fastest working provider: ACCP if it is on the class path and passes a trial, else the JDK. */
    public static SignatureProvider detect() {
        try {
            Provider corretto =
                    (Provider) Class.forName(CORRETTO).getField("INSTANCE").get(null);
            SignatureProvider candidate =
                    new SignatureProvider(corretto, corretto.getName() + " " + corretto.getVersionStr());
            return ProviderTrial.passes(candidate)
                    ? candidate
                    : jdkBecause("Amazon Corretto Crypto Provider does not run here");
        } catch (ClassNotFoundException absent) {
            return jdkBecause("Amazon Corretto Crypto Provider is not on the class path");
        } catch (ReflectiveOperationException | GeneralSecurityException | LinkageError | RuntimeException unusable) {
            // A native library for another platform may cause any of these.
            return jdkBecause("Amazon Corretto Crypto Provider does not load here");
        }
    }

    /** The JDK's own providers. */
    public static SignatureProvider jdk() {
        return new SignatureProvider(null, "the JDK");
    }

    private static SignatureProvider jdkBecause(String reason) {
        return new SignatureProvider(null, "the JDK (" + reason + ")");
    }

    /** A description of the provider and the reason for it, for the log. */
    public String describe() {
        return description;
    }

    @Override
    public String toString() {
        return description;
    }

    /** A new engine, ready to be initialised with a key. */
    public Signature signature(JwsAlgorithm algorithm) throws GeneralSecurityException {
        String name = algorithm.engineName();
        Provider special = providing("Signature", name);
        Signature engine = special == null ? Signature.getInstance(name) : Signature.getInstance(name, special);
        if (algorithm.family() == JwsAlgorithm.Family.RSA_PSS) {
            engine.setParameter(pssParameters(algorithm.hashBits()));
        }
        return engine;
    }

    /** A new engine for message authentication codes. */
    public Mac mac(JwsAlgorithm algorithm) throws GeneralSecurityException {
        String name = algorithm.engineName();
        Provider special = providing("Mac", name);
        return special == null ? Mac.getInstance(name) : Mac.getInstance(name, special);
    }

    /** A factory whose keys the engines use without a conversion for each signature. */
    public KeyFactory keyFactory(JwsAlgorithm algorithm) throws GeneralSecurityException {
        String name = algorithm.keyName();
        Provider special = providing("KeyFactory", name);
        return special == null ? KeyFactory.getInstance(name) : KeyFactory.getInstance(name, special);
    }

    /** Makes a key pair for an RSA or EC algorithm. ACCP draws from its own generator and leaves the given one unused. */
    public KeyPair generate(JwsAlgorithm algorithm, SecureRandom random) throws GeneralSecurityException {
        String name = algorithm.keyName();
        Provider special = providing("KeyPairGenerator", name);
        KeyPairGenerator generator =
                special == null ? KeyPairGenerator.getInstance(name) : KeyPairGenerator.getInstance(name, special);
        generator.initialize(keySize(algorithm), random);
        return generator.generateKeyPair();
    }

    private static AlgorithmParameterSpec keySize(JwsAlgorithm algorithm) {
        return algorithm.family() == JwsAlgorithm.Family.EC
                ? new ECGenParameterSpec("secp" + algorithm.curveBits() + "r1")
                : new RSAKeyGenParameterSpec(GENERATED_RSA_BITS, RSAKeyGenParameterSpec.F4);
    }

    /** Whether the provider itself implements that algorithm, so that the JDK is not used instead. */
    boolean isSpecialFor(JwsAlgorithm algorithm) {
        return providing(algorithm.symmetric() ? "Mac" : "Signature", algorithm.engineName()) != null;
    }

    private @Nullable Provider providing(String type, String name) {
        return Optional.ofNullable(provider)
                .filter(it -> it.getService(type, name) != null)
                .orElse(null);
    }

    /** RFC 7518 section 3.5: MGF1 with the same hash, and a salt as long as the hash. */
    private static PSSParameterSpec pssParameters(int hashBits) {
        String hash = "SHA-" + hashBits;
        return new PSSParameterSpec(
                hash, "MGF1", new MGF1ParameterSpec(hash), hashBits / 8, PSSParameterSpec.TRAILER_FIELD_BC);
    }
}
