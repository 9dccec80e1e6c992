/** Tests on real containers, over sockets. */
@NullMarked
package dev.keycard.servlet;

import org.jspecify.annotations.NullMarked;
