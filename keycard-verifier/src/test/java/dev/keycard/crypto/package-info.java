@NullMarked
package dev.keycard.crypto;

import org.jspecify.annotations.NullMarked;
