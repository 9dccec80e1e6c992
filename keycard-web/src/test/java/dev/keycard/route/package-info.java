@NullMarked
package dev.keycard.route;

import org.jspecify.annotations.NullMarked;
