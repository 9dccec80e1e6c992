@NullMarked
package dev.keycard.web.request;

import org.jspecify.annotations.NullMarked;
