/** The one door for a name and a password, whichever endpoint they came through. */
@NullMarked
package dev.keycard.signin;

import org.jspecify.annotations.NullMarked;
