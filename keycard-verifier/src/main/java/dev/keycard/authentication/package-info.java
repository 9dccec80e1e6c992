/**
 * Who a request is from: {@link dev.keycard.authentication.Principal} is the entry type, and
 * {@link dev.keycard.authentication.Credential} what was presented. All types are immutable. See {@code docs/permissions.md}.
 */
@NullMarked
package dev.keycard.authentication;

import org.jspecify.annotations.NullMarked;
