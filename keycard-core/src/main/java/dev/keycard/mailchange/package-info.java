/** Another mail address for a user, which becomes effective when a link mailed to it is opened, and can be undone. */
@NullMarked
package dev.keycard.mailchange;

import org.jspecify.annotations.NullMarked;
