/** Mail as the features write it: what is sent, where it is handed over, and the links in it. */
@NullMarked
package dev.keycard.mail;

import org.jspecify.annotations.NullMarked;
