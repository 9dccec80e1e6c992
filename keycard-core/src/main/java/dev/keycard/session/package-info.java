/** Sign-ins by browser cookie, and their protection from cross-site requests. */
@NullMarked
package dev.keycard.session;

import org.jspecify.annotations.NullMarked;
