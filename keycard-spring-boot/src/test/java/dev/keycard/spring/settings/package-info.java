/** Tests of the properties. */
@NullMarked
package dev.keycard.spring.settings;

import org.jspecify.annotations.NullMarked;
