/** Users in JSON, and the fields of requests that describe them: {@link dev.keycard.web.user.UserJson}. Thread-safe. */
@NullMarked
package dev.keycard.web.user;

import org.jspecify.annotations.NullMarked;
