/**
 * The data folder: {@link dev.keycard.server.data.DataFolder}, and {@link dev.keycard.server.data.SealingKeys}, which finds the
 * key that encrypts signing keys. Used at the start, by one thread. See {@code docs/configuration.md#the-data-folder}.
 */
@NullMarked
package dev.keycard.server.data;

import org.jspecify.annotations.NullMarked;
