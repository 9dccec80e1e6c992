@NullMarked
package dev.keycard.apitoken;

import org.jspecify.annotations.NullMarked;
