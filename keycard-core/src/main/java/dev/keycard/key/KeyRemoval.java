package dev.keycard.key;

import org.jspecify.annotations.Nullable;

/**
 * The result of removing a key.
 *
 * @param kid of the key whose tokens are refused from now on
 * @param replacement the key that was made in its place; null if none was needed
 */
public record KeyRemoval(String kid, @Nullable StoredKey replacement) {}
