/** What happened: events, and the seam through which they are told. */
@NullMarked
package dev.keycard.audit;

import org.jspecify.annotations.NullMarked;
