/**
 * What one capability adds to the API: {@link dev.keycard.web.feature.Feature}. Features are made once, at the start, by one
 * thread. See {@code ARCHITECTURE.md}.
 */
@NullMarked
package dev.keycard.web.feature;

import org.jspecify.annotations.NullMarked;
