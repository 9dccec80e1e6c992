/** Settings: what can be set, where values come from, and what the engine makes of them. */
@NullMarked
package dev.keycard.server.config;

import org.jspecify.annotations.NullMarked;
