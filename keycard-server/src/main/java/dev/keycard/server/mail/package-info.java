/** How mail leaves: a bounded queue with one thread, and behind it SMTP, files, or the log. */
@NullMarked
package dev.keycard.server.mail;

import org.jspecify.annotations.NullMarked;
