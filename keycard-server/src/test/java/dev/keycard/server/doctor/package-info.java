@NullMarked
package dev.keycard.server.doctor;

import org.jspecify.annotations.NullMarked;
