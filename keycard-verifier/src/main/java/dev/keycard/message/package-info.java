/**
 * Messages for people in their language: {@link dev.keycard.message.Message}, which a {@link dev.keycard.message.Translator}
 * translates. Immutable. See {@code docs/languages.md}.
 */
@NullMarked
package dev.keycard.message;

import org.jspecify.annotations.NullMarked;
