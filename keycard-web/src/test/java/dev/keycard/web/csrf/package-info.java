@NullMarked
package dev.keycard.web.csrf;

import org.jspecify.annotations.NullMarked;
