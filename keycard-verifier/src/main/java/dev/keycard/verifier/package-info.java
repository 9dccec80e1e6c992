/**
 * The front door of a program that trusts the access tokens of an issuer: {@link dev.keycard.verifier.Verifier}. It may be used
 * by any number of threads, and has two threads of its own until it is closed. See {@code docs/verifier.md}.
 */
@NullMarked
package dev.keycard.verifier;

import org.jspecify.annotations.NullMarked;
