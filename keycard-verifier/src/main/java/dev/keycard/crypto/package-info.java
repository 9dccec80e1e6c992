/** Randomness, digests, sealing: the few primitives that the features share. */
@NullMarked
package dev.keycard.crypto;

import org.jspecify.annotations.NullMarked;
