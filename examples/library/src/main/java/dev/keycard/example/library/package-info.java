/**
 * An HTTP API on the JDK's server whose users sign in by the engine: {@link dev.keycard.example.library.NotesApi}. Requests are
 * answered on threads of the JDK's HTTP server. See {@code docs/library.md}.
 */
@org.jspecify.annotations.NullMarked
package dev.keycard.example.library;
