@NullMarked
package dev.keycard.web.user;

import org.jspecify.annotations.NullMarked;
