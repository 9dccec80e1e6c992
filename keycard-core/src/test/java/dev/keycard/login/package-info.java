@NullMarked
package dev.keycard.login;

import org.jspecify.annotations.NullMarked;
