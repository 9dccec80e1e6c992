package dev.keycard.jwt;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** A key in the form its provider works with. Thread-safe: each call has its own engine. */
sealed interface KeyMaterial {

    byte[] sign(byte[] input);

    /** Whether it is the signature; whatever is wrong with it, the answer is no. */
    boolean verify(byte[] input, byte[] signature);

    /** One key for both sides. */
    final class Shared implements KeyMaterial {

        private final JwsAlgorithm algorithm;
        private final SecretKey key;
        private final SignatureProvider provider;

        Shared(JwsAlgorithm algorithm, SecretKey key, SignatureProvider provider) {
            this.algorithm = algorithm;
            this.key = key;
            this.provider = provider;
        }

        @Override
        public byte[] sign(byte[] input) {
            try {
                Mac mac = provider.mac(algorithm);
                mac.init(key);
                return mac.doFinal(input);
            } catch (GeneralSecurityException unusable) {
                throw new IllegalStateException("the provider cannot do " + algorithm, unusable);
            }
        }

        @Override
        public boolean verify(byte[] input, byte[] signature) {
            return MessageDigest.isEqual(sign(input), signature);
        }
    }

    /** A private key and the public one that belongs to it. */
    final class Pair implements KeyMaterial {

        private final PrivateKey privateKey;
        private final PublicHalf publicHalf;

        Pair(PrivateKey privateKey, PublicHalf publicHalf) {
            this.privateKey = privateKey;
            this.publicHalf = publicHalf;
        }

        /** Nonces and salts come from the provider's own generator: a repeated one would give the private key away. */
        @Override
        public byte[] sign(byte[] input) {
            try {
                Signature engine = publicHalf.provider.signature(publicHalf.algorithm);
                engine.initSign(privateKey);
                engine.update(input);
                return engine.sign();
            } catch (GeneralSecurityException unusable) {
                throw new IllegalStateException("the provider cannot do " + publicHalf.algorithm, unusable);
            }
        }

        @Override
        public boolean verify(byte[] input, byte[] signature) {
            return publicHalf.verify(input, signature);
        }
    }

    /** A public key, whose private half is with somebody else. */
    final class PublicHalf implements KeyMaterial {

        private final JwsAlgorithm algorithm;
        private final PublicKey publicKey;
        private final SignatureProvider provider;
        private final int signatureBytes;

        PublicHalf(JwsAlgorithm algorithm, PublicKey publicKey, SignatureProvider provider) {
            this.algorithm = algorithm;
            this.publicKey = publicKey;
            this.provider = provider;
            this.signatureBytes = signatureBytes(algorithm, publicKey);
        }

        @Override
        public byte[] sign(byte[] input) {
            throw new IllegalStateException("a public key signs nothing");
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
                // Providers have exceptions of their own for signatures that they cannot read. None of them has
                // verified it.
                return false;
            }
        }

        /** Providers have let r = s = 0 pass for any message (CVE-2022-21449); that is not left to them. */
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
}
