package dev.keycard.revocation;

import dev.keycard.api.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The status of an account as a cache holds it. A holder of this object sees without a look-up when the user changed.
 * Thread-safe.
 */
@Internal
public interface CachedAccount {

    /** The status; null once it may have changed, for good. */
    @Nullable AccountStatus status();
}
