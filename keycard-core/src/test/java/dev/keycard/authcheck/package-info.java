@NullMarked
package dev.keycard.authcheck;

import org.jspecify.annotations.NullMarked;
