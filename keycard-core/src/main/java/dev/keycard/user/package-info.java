/**
 * Users: {@link dev.keycard.user.UserDirectory} finds them, {@link dev.keycard.user.Account} is what Keycard keeps about each,
 * and {@link dev.keycard.user.UserCache} holds both as one {@link dev.keycard.user.User} in memory. Thread-safe; stores and
 * directories may block, the cache does not block for entries that it holds. See {@code docs/own-users.md}.
 */
@NullMarked
package dev.keycard.user;

import org.jspecify.annotations.NullMarked;
