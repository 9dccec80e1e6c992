@NullMarked
package dev.keycard.message;

import org.jspecify.annotations.NullMarked;
