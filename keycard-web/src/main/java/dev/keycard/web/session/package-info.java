/** The endpoints of browser sessions: {@link dev.keycard.web.session.SessionEndpoints}. Thread-safe. See docs/sessions.md. */
@NullMarked
package dev.keycard.web.session;

import org.jspecify.annotations.NullMarked;
