/** Tests of the settings. */
@NullMarked
package dev.keycard.settings;

import org.jspecify.annotations.NullMarked;
