@NullMarked
package dev.keycard.support;

import org.jspecify.annotations.NullMarked;
