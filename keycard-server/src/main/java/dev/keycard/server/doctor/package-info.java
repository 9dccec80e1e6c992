/**
 * What {@code keycard doctor} checks about the server around a node: {@link dev.keycard.server.doctor.ServerCheckup} runs all
 * checks on one thread. See {@code docs/doctor.md}.
 */
@NullMarked
package dev.keycard.server.doctor;

import org.jspecify.annotations.NullMarked;
