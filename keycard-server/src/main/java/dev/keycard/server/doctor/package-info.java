/** The posture report: what about this installation is risky, and what to do about it. */
@NullMarked
package dev.keycard.server.doctor;

import org.jspecify.annotations.NullMarked;
