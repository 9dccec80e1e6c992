/**
 * The endpoints with which people make their own user: {@link dev.keycard.web.registration.RegistrationEndpoints}. Thread-safe.
 * See docs/registration.md.
 */
@NullMarked
package dev.keycard.web.registration;

import org.jspecify.annotations.NullMarked;
