/**
 * The endpoints of browser sessions: {@link dev.keycard.web.session.SessionFeature}. Thread-safe. See {@code docs/sessions.md}.
 */
@NullMarked
package dev.keycard.web.session;

import org.jspecify.annotations.NullMarked;
