/** Who can sign in, and what is known of them in memory. */
@NullMarked
package dev.keycard.user;

import org.jspecify.annotations.NullMarked;
