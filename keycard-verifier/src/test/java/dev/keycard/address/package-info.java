@NullMarked
package dev.keycard.address;

import org.jspecify.annotations.NullMarked;
