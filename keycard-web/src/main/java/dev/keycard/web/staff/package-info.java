/** The staff API: {@link dev.keycard.web.staff.StaffEndpoints}. Thread-safe. See docs/staff-api.md. */
@NullMarked
package dev.keycard.web.staff;

import org.jspecify.annotations.NullMarked;
