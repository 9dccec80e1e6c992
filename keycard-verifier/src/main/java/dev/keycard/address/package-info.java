/** Where requests come from: network addresses, and who is believed about them. */
@NullMarked
package dev.keycard.address;

import org.jspecify.annotations.NullMarked;
