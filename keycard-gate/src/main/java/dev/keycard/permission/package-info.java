/** Rules over who may do what. */
@NullMarked
package dev.keycard.permission;

import org.jspecify.annotations.NullMarked;
