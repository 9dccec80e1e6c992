/** Who is calling: the schemes' common shape, and the memory of credentials already checked. */
@NullMarked
package dev.keycard.authentication;

import org.jspecify.annotations.NullMarked;
