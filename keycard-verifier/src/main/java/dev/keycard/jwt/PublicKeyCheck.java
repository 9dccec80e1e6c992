package dev.keycard.jwt;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;

/** Checks signatures by a public key. */
final class PublicKeyCheck implements SignatureCheck {

    private final JwsAlgorithm algorithm;
    private final PublicKey publicKey;
    private final SignatureProvider provider;
    private final int signatureBytes;

    PublicKeyCheck(JwsAlgorithm algorithm, PublicKey publicKey, SignatureProvider provider) {
        this.algorithm = algorithm;
        this.publicKey = publicKey;
        this.provider = provider;
        this.signatureBytes = signatureBytes(algorithm, publicKey);
    }

    @Override
    public boolean verify(byte[] input, byte[] signature) {
        if (signature.length != signatureBytes || hasZeroHalf(signature)) {
            return false;
        }
        try {
            Signature engine = provider.signature(algorithm);
            engine.initVerify(publicKey);
            engine.update(input);
            return engine.verify(signature);
        } catch (GeneralSecurityException | RuntimeException refused) {
            // Providers throw their own exceptions for malformed signatures; each of them means that the signature is
            // not
            // valid.
            return false;
        }
    }

    /** Providers have accepted r = s = 0 for any message (CVE-2022-21449), so this is checked here. */
    private boolean hasZeroHalf(byte[] signature) {
        int half = signature.length / 2;
        return algorithm.family() == JwsAlgorithm.Family.EC
                && (allZero(signature, 0, half) || allZero(signature, half, signature.length));
    }

    private static boolean allZero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static int signatureBytes(JwsAlgorithm algorithm, PublicKey key) {
        return switch (algorithm.family()) {
            case EC -> 2 * bytesFor(algorithm.curveBits());
            case ED25519 -> 64;
            default -> bytesFor(((RSAPublicKey) key).getModulus().bitLength());
        };
    }

    private static int bytesFor(int bits) {
        return (bits + 7) / 8;
    }
}
