@NullMarked
package dev.keycard.redis;

import org.jspecify.annotations.NullMarked;
