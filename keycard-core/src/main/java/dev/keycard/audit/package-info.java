/**
 * Events and their log: an {@link dev.keycard.audit.AuthEventListener} receives events, an {@link dev.keycard.audit.AuditStore}
 * keeps them. Thread-safe; a listener runs on the thread of the caller. See {@code docs/audit.md}.
 */
@NullMarked
package dev.keycard.audit;

import org.jspecify.annotations.NullMarked;
