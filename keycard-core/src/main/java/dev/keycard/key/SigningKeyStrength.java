package dev.keycard.key;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import dev.keycard.jwt.JwsAlgorithm;
import dev.keycard.jwt.KeyException;
import dev.keycard.jwt.KeyPurpose;
import dev.keycard.jwt.KeyStrength;

/** Refuses a configured key that does not fit the algorithm, or that an attacker can guess or look up. */
final class SigningKeyStrength {

    private SigningKeyStrength() {}

    /** @throws KeyException with the problem */
    static void check(JWK jwk, JwsAlgorithm algorithm) {
        checkDeclared(jwk, algorithm);
        if (!KeyStrength.fits(jwk, algorithm)) {
            throw new KeyException(
                    "does not fit jwt.algorithm " + algorithm + ", which takes " + algorithm.keyDescription());
        }
        if (!jwk.isPrivate()) {
            throw new KeyException("holds only a public key; signing needs the private one");
        }
        KeyStrength.checkStrength(jwk, algorithm);
    }

    private static void checkDeclared(JWK jwk, JwsAlgorithm algorithm) {
        boolean otherAlgorithm =
                jwk.getAlgorithm() != null && !jwk.getAlgorithm().getName().equals(algorithm.joseName());
        if (otherAlgorithm) {
            throw new KeyException("is a JWK that declares another algorithm than jwt.algorithm");
        }
        KeyPurpose.check(jwk, KeyOperation.SIGN);
    }
}
