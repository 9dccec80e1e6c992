/** Tests of what tests of applications use. */
@NullMarked
package dev.keycard.spring.test;

import org.jspecify.annotations.NullMarked;
