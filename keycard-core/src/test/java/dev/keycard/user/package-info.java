@NullMarked
package dev.keycard.user;

import org.jspecify.annotations.NullMarked;
