@NullMarked
package dev.keycard;

import org.jspecify.annotations.NullMarked;
