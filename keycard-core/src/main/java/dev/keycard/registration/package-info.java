/** People who make their own user. */
@NullMarked
package dev.keycard.registration;

import org.jspecify.annotations.NullMarked;
