/** Orders of threads, tried by Lincheck: {@link dev.keycard.interleavings.Interleavings}. See {@code docs/models.md}. */
@org.jspecify.annotations.NullMarked
package dev.keycard.interleavings;
