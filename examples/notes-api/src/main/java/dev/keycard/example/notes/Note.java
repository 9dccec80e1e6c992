package dev.keycard.example.notes;

import java.util.Set;

/**
 * A note.
 *
 * @param owner the id of the user who wrote it
 * @param readers the ids of the users with whom it is shared
 */
record Note(long id, String owner, String text, Set<String> readers) {}
