/** Which endpoint answers which path, and under which rule. */
@NullMarked
package dev.keycard.route;

import org.jspecify.annotations.NullMarked;
