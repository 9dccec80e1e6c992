@NullMarked
package dev.keycard.revocation;

import org.jspecify.annotations.NullMarked;
