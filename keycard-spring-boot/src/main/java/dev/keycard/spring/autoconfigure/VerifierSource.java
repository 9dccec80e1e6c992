package dev.keycard.spring.autoconfigure;

import dev.keycard.api.Internal;
import dev.keycard.verifier.VerifierBuilder;

/** Begins the verifier of a service: with the keys and the revocations of the issuer. */
@Internal
@FunctionalInterface
public interface VerifierSource {

    /** A builder that has keys and revocations. */
    VerifierBuilder begin();
}
