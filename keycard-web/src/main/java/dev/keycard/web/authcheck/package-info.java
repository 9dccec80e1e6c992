/** Decides for a proxy whether a request may go on to the service behind it. */
@NullMarked
package dev.keycard.web.authcheck;

import org.jspecify.annotations.NullMarked;
