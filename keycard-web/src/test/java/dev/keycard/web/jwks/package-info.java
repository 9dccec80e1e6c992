@NullMarked
package dev.keycard.web.jwks;

import org.jspecify.annotations.NullMarked;
