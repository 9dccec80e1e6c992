/**
 * Rules over requests, principals and objects: {@link dev.keycard.permission.Permission}, and
 * {@link dev.keycard.permission.Permissions} with the usual ones. Thread-safe; never blocks. See {@code docs/permissions.md}.
 */
@NullMarked
package dev.keycard.permission;

import org.jspecify.annotations.NullMarked;
