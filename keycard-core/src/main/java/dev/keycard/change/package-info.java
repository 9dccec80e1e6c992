/** {@link dev.keycard.change.ChangeLog}: the table in which stores record what every node must learn soon. */
@NullMarked
package dev.keycard.change;

import org.jspecify.annotations.NullMarked;
