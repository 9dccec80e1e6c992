@NullMarked
package dev.keycard.session;

import org.jspecify.annotations.NullMarked;
