/** Tokens in a browser's cookies, kept from scripts and from other sites. */
@NullMarked
package dev.keycard.tokencookie;

import org.jspecify.annotations.NullMarked;
