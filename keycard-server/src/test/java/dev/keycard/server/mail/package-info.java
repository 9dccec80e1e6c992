/** Tests of how mail leaves. */
@NullMarked
package dev.keycard.server.mail;

import org.jspecify.annotations.NullMarked;
