/**
 * The endpoints of registration: {@link dev.keycard.web.registration.RegistrationFeature}. Thread-safe. See
 * {@code docs/registration.md}.
 */
@NullMarked
package dev.keycard.web.registration;

import org.jspecify.annotations.NullMarked;
