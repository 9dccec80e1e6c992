/** Sign-ins with token pairs: issue, refresh, end. */
@NullMarked
package dev.keycard.login;

import org.jspecify.annotations.NullMarked;
