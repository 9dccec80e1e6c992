/** Tests. */
@NullMarked
package dev.keycard.example.profile;

import org.jspecify.annotations.NullMarked;
