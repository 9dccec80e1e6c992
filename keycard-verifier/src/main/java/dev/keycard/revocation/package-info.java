/**
 * What made credentials worthless, and how a program learns it. {@link dev.keycard.revocation.RevocationCheck} is the entry type:
 * it is asked on each request, on any thread. {@link dev.keycard.revocation.ChangeFeed} reads a
 * {@link dev.keycard.revocation.ChangeSource} on a thread of its caller. See {@code docs/revocation.md}.
 */
@NullMarked
package dev.keycard.revocation;

import org.jspecify.annotations.NullMarked;
