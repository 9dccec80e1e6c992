/** Tests of whole applications. */
@NullMarked
package dev.keycard.spring;

import org.jspecify.annotations.NullMarked;
