@NullMarked
package dev.keycard.account;

import org.jspecify.annotations.NullMarked;
