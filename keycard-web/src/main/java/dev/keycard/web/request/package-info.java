/**
 * Reads what requests carry: {@link dev.keycard.web.request.Bodies} gives the {@link dev.keycard.web.request.Fields} of a body;
 * cookies, queries and the formats that the client accepts have a class each. All of it is without state.
 */
@NullMarked
package dev.keycard.web.request;

import org.jspecify.annotations.NullMarked;
