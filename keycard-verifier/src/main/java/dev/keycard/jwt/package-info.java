/**
 * JSON Web Tokens as a verifier reads them: {@link dev.keycard.jwt.JwtVerifier} is the entry type, and takes the keys that a
 * {@link dev.keycard.jwt.KeyRing} holds. All types are thread-safe. See {@code docs/jwt.md} and {@code docs/verifier.md}.
 */
@NullMarked
package dev.keycard.jwt;

import org.jspecify.annotations.NullMarked;
