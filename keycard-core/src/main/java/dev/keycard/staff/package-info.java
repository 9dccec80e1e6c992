/** What staff do with everyone's accounts, logins, tokens, keys and traces, and how far each of them may go. */
@NullMarked
package dev.keycard.staff;

import org.jspecify.annotations.NullMarked;
