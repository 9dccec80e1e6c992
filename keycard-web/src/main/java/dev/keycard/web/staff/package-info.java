/** The staff API: {@link dev.keycard.web.staff.StaffFeature}. Thread-safe. See {@code docs/staff-api.md}. */
@NullMarked
package dev.keycard.web.staff;

import org.jspecify.annotations.NullMarked;
