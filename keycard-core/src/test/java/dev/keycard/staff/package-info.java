@NullMarked
package dev.keycard.staff;

import org.jspecify.annotations.NullMarked;
