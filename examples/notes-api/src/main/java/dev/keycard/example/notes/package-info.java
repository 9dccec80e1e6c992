/**
 * A Spring Boot application that keeps the notes of its users, with a page for browsers. {@link
 * dev.keycard.example.notes.NotesApplication} starts it, {@code NotesController} is the API. The beans are thread-safe. See {@code
 * README.md}.
 */
@NullMarked
package dev.keycard.example.notes;

import org.jspecify.annotations.NullMarked;
