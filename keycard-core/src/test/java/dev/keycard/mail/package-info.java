/** Tests. */
@NullMarked
package dev.keycard.mail;

import org.jspecify.annotations.NullMarked;
