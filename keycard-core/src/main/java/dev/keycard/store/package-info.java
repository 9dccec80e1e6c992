/**
 * Common types of all stores: {@link dev.keycard.store.StorePolicy}, pages of lists, listeners, and
 * {@link dev.keycard.store.StoreUnavailableException}. Thread-safe. See {@code docs/storage.md}.
 */
@NullMarked
package dev.keycard.store;

import org.jspecify.annotations.NullMarked;
