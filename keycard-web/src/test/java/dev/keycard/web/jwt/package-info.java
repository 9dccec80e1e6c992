/** Tests of the scheme {@code Bearer}. */
@NullMarked
package dev.keycard.web.jwt;

import org.jspecify.annotations.NullMarked;
