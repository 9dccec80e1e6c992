@NullMarked
package dev.keycard.web.apitoken;

import org.jspecify.annotations.NullMarked;
