@NullMarked
package dev.keycard.id;

import org.jspecify.annotations.NullMarked;
