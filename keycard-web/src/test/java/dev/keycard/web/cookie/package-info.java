@NullMarked
package dev.keycard.web.cookie;

import org.jspecify.annotations.NullMarked;
