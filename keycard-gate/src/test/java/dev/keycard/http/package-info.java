@NullMarked
package dev.keycard.http;

import org.jspecify.annotations.NullMarked;
