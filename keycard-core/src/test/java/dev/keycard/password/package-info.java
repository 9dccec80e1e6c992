@NullMarked
package dev.keycard.password;

import org.jspecify.annotations.NullMarked;
