/** What people do with their own account. */
@NullMarked
package dev.keycard.account;

import org.jspecify.annotations.NullMarked;
