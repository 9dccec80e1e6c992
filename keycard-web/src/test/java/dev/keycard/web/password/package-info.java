@NullMarked
package dev.keycard.web.password;

import org.jspecify.annotations.NullMarked;
