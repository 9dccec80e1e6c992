/** What services of any make ask an authorization server: what a token is good for, and to end it. */
@NullMarked
package dev.keycard.oauth2;

import org.jspecify.annotations.NullMarked;
