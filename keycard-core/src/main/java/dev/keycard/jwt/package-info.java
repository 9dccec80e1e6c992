/** JSON Web Tokens: keys, signatures, and strict reading. */
@NullMarked
package dev.keycard.jwt;

import org.jspecify.annotations.NullMarked;
