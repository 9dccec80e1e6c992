/** The faults, and the runs that inject them under traffic. {@link dev.keycard.faults.scenario.FaultsTest} is the entry. */
@NullMarked
package dev.keycard.faults.scenario;

import org.jspecify.annotations.NullMarked;
