/** What is said to people, and how. */
@NullMarked
package dev.keycard.text;

import org.jspecify.annotations.NullMarked;
