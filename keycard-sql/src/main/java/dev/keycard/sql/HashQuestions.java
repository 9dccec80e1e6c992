package dev.keycard.sql;

import java.util.function.Predicate;

/**
 * What is asked about the password hashes in a database.
 *
 * @param begins what the hash of a new password begins with
 * @param refused whether a hash costs too much to be computed
 */
public record HashQuestions(String begins, Predicate<String> refused) {}
