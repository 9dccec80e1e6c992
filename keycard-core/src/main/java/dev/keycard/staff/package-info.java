/**
 * Acts of staff and operators on users, logins, API tokens and keys: {@link dev.keycard.staff.UserAdministration},
 * {@link dev.keycard.staff.CredentialAdministration} and {@link dev.keycard.staff.KeyAdministration}, limited by
 * {@link dev.keycard.staff.StaffRules}. Thread-safe; blocks for the store. See {@code docs/staff-api.md}.
 */
@NullMarked
package dev.keycard.staff;

import org.jspecify.annotations.NullMarked;
