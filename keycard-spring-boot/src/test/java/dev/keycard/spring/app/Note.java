package dev.keycard.spring.app;

/** A note of a user. */
public record Note(String owner, String text) {}
