/**
 * Requires a recent proof of identity: {@link dev.keycard.web.proof.RecentProof}. Thread-safe. See
 * {@code docs/recent-proof.md}.
 */
@NullMarked
package dev.keycard.web.proof;

import org.jspecify.annotations.NullMarked;
