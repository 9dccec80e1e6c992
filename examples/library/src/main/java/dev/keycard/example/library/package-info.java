/**
 * An HTTP API on the JDK's own server whose users sign in by the engine: {@link dev.keycard.example.library.NotesApi} is the
 * entry type. See {@code docs/library.md}.
 */
@org.jspecify.annotations.NullMarked
package dev.keycard.example.library;
