/**
 * Clients of several nodes, who write down what they ask and are answered. {@link dev.keycard.faults.traffic.Traffic} is the
 * entry.
 */
@NullMarked
package dev.keycard.faults.traffic;

import org.jspecify.annotations.NullMarked;
