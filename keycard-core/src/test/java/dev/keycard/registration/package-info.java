/** Tests. */
@NullMarked
package dev.keycard.registration;

import org.jspecify.annotations.NullMarked;
