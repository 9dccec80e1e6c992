@NullMarked
package dev.keycard.verifier;

import org.jspecify.annotations.NullMarked;
