package dev.keycard;

import dev.keycard.user.UserLookup;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the users come from. Immutable.
 *
 * @param believed how long a user that was read is believed, because changes of a directory may not become known; null if each
 *     change does
 */
record UserSource(UserLookup lookup, @Nullable Duration believed) {}
