@NullMarked
package dev.keycard.permission;

import org.jspecify.annotations.NullMarked;
