@NullMarked
package dev.keycard.web.signin;

import org.jspecify.annotations.NullMarked;
