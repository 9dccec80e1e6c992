/**
 * The keys that Keycard signs with, and the tokens that it makes. {@link dev.keycard.key.Keys} is the entry type;
 * {@link dev.keycard.key.SealingKey} encrypts the keys in the database. All types are thread-safe. See {@code docs/jwt.md}.
 */
@NullMarked
package dev.keycard.key;

import org.jspecify.annotations.NullMarked;
