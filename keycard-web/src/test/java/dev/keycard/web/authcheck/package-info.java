@NullMarked
package dev.keycard.web.authcheck;

import org.jspecify.annotations.NullMarked;
