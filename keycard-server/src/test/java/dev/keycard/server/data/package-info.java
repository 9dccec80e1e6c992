/** Tests of the data folder. */
@NullMarked
package dev.keycard.server.data;

import org.jspecify.annotations.NullMarked;
