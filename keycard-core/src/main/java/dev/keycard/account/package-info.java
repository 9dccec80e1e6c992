/** What people do with their own account, and staff with everyone's. */
@NullMarked
package dev.keycard.account;

import org.jspecify.annotations.NullMarked;
