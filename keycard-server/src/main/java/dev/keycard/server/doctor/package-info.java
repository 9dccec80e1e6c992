/**
 * The security report about an installation: {@link dev.keycard.server.doctor.Checkup} runs all checks on one thread. See
 * {@code docs/doctor.md}.
 */
@NullMarked
package dev.keycard.server.doctor;

import org.jspecify.annotations.NullMarked;
