/**
 * Allowed characters in texts from people, and texts for display: {@link dev.keycard.text.Characters}. Stateless. See
 * {@code docs/text.md}.
 */
@NullMarked
package dev.keycard.text;

import org.jspecify.annotations.NullMarked;
