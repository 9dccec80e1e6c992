/**
 * Who can sign in. {@link dev.keycard.user.UserDirectory} says who a user is, {@link dev.keycard.user.Account} is what Keycard
 * keeps about them, and {@link dev.keycard.user.UserCache} holds both as one {@link dev.keycard.user.User} in memory.
 * Thread-safe; stores and directories may wait, the cache never does when it is asked for what it holds. See {@code
 * docs/own-users.md}.
 */
@NullMarked
package dev.keycard.user;

import org.jspecify.annotations.NullMarked;
