@NullMarked
package dev.keycard.example.verifier;

import org.jspecify.annotations.NullMarked;
