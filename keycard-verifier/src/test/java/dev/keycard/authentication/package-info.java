@NullMarked
package dev.keycard.authentication;

import org.jspecify.annotations.NullMarked;
