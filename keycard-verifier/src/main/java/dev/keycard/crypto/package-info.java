/**
 * Basic cryptography for all features: {@link dev.keycard.crypto.Entropy} (randomness), {@link dev.keycard.crypto.Digest} and
 * {@link dev.keycard.crypto.Secret}. Thread-safe. See {@code docs/security-model.md}.
 */
@NullMarked
package dev.keycard.crypto;

import org.jspecify.annotations.NullMarked;
