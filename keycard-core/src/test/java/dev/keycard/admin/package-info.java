@NullMarked
package dev.keycard.admin;

import org.jspecify.annotations.NullMarked;
