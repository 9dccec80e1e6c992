/** A new password for someone who forgot theirs, by a link in a mail. */
@NullMarked
package dev.keycard.recovery;

import org.jspecify.annotations.NullMarked;
