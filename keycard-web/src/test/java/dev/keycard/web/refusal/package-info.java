@NullMarked
package dev.keycard.web.refusal;

import org.jspecify.annotations.NullMarked;
