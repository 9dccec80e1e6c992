/** Mails that tell people what happened to their account. */
@NullMarked
package dev.keycard.notice;

import org.jspecify.annotations.NullMarked;
