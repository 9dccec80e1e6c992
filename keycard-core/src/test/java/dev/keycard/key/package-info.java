@NullMarked
package dev.keycard.key;

import org.jspecify.annotations.NullMarked;
