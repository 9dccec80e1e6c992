/**
 * What clients asked and what they were answered, and the check of it afterwards. {@link
 * dev.keycard.faults.journal.JournalChecker} is the entry.
 */
@NullMarked
package dev.keycard.faults.journal;

import org.jspecify.annotations.NullMarked;
