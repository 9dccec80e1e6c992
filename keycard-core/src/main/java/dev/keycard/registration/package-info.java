/**
 * Registration of new users: {@link dev.keycard.registration.Registration}. Thread-safe; blocks for the store and for password
 * hashing. See {@code docs/registration.md}.
 */
@NullMarked
package dev.keycard.registration;

import org.jspecify.annotations.NullMarked;
