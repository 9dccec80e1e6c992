/**
 * Users as JSON, and the fields of requests about them: {@link dev.keycard.web.user.UserJson}. Thread-safe. See
 * {@code docs/staff-api.md}.
 */
@NullMarked
package dev.keycard.web.user;

import org.jspecify.annotations.NullMarked;
