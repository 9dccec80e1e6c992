/** What every store shares: the failure that means "ask again later", and a page of a list. */
@NullMarked
package dev.keycard.store;

import org.jspecify.annotations.NullMarked;
