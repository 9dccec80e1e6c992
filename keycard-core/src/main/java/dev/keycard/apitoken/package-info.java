/** Long-lived opaque tokens. */
@NullMarked
package dev.keycard.apitoken;

import org.jspecify.annotations.NullMarked;
