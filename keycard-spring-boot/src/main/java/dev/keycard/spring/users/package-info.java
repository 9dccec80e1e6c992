/**
 * Users and password hashes of an application with Spring Security: {@link dev.keycard.spring.users.UserDetailsDirectory}.
 * Thread-safe. See {@code docs/own-users.md}.
 */
@NullMarked
package dev.keycard.spring.users;

import org.jspecify.annotations.NullMarked;
