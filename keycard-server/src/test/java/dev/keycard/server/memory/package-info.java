@NullMarked
package dev.keycard.server.memory;

import org.jspecify.annotations.NullMarked;
