@NullMarked
package dev.keycard.signin;

import org.jspecify.annotations.NullMarked;
