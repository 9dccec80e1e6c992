/** The keys that Keycard makes and keeps. {@link dev.keycard.key.SealingKey} protects them at rest. See {@code docs/jwt.md}. */
@NullMarked
package dev.keycard.key;

import org.jspecify.annotations.NullMarked;
