@NullMarked
package dev.keycard.audit;

import org.jspecify.annotations.NullMarked;
