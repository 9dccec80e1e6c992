/** What is said to people, in their language: the catalogue of sentences. */
@NullMarked
package dev.keycard.message;

import org.jspecify.annotations.NullMarked;
