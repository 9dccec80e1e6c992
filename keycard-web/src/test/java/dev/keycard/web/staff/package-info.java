@NullMarked
package dev.keycard.web.staff;

import org.jspecify.annotations.NullMarked;
