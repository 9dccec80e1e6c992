/**
 * Revocations, and how a program receives them. {@link dev.keycard.revocation.RevocationCheck} is the entry type: it is called
 * for each request, on any thread. {@link dev.keycard.revocation.ChangeFeed} reads a
 * {@link dev.keycard.revocation.ChangeSource} on a thread of its caller. See {@code docs/revocation.md}.
 */
@NullMarked
package dev.keycard.revocation;

import org.jspecify.annotations.NullMarked;
