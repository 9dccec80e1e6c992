/**
 * A Spring Boot application that keeps the notes of its users, with a page for browsers:
 * {@link dev.keycard.example.notes.NotesApplication} starts it. The beans are thread-safe. See docs/spring-boot.md, and the
 * README of the example.
 */
@NullMarked
package dev.keycard.example.notes;

import org.jspecify.annotations.NullMarked;
