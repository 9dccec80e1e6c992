/**
 * The security report about a node: {@link dev.keycard.node.doctor.Checkup} runs all checks on one thread. The server's command
 * {@code doctor} and the actuator's endpoint {@code keycard} show it. See {@code docs/doctor.md}.
 */
@NullMarked
package dev.keycard.node.doctor;

import org.jspecify.annotations.NullMarked;
