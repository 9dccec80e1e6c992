@NullMarked
package dev.keycard.jwt;

import org.jspecify.annotations.NullMarked;
