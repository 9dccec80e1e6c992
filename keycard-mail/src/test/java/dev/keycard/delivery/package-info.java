/** Tests of mail delivery. */
@NullMarked
package dev.keycard.delivery;

import org.jspecify.annotations.NullMarked;
