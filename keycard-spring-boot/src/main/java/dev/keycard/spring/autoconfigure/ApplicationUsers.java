package dev.keycard.spring.autoconfigure;

import dev.keycard.api.Internal;
import dev.keycard.password.PasswordHasher;
import dev.keycard.user.UserDirectory;
import org.jspecify.annotations.Nullable;

/**
 * The users of the application.
 *
 * @param hasher how the application hashes their passwords; null if as Keycard does
 */
@Internal
public record ApplicationUsers(
        UserDirectory directory, @Nullable PasswordHasher hasher) {}
