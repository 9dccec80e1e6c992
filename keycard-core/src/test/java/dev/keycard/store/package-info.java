@NullMarked
package dev.keycard.store;

import org.jspecify.annotations.NullMarked;
