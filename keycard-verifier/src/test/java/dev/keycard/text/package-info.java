@NullMarked
package dev.keycard.text;

import org.jspecify.annotations.NullMarked;
