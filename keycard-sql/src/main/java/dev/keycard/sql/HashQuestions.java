package dev.keycard.sql;

import dev.keycard.api.Internal;
import java.util.function.Predicate;

/**
 * What the security report needs to count password hashes in a database.
 *
 * @param begins the beginning of the hash of a new password
 * @param refused whether a hash costs too much to be computed
 */
@Internal
public record HashQuestions(String begins, Predicate<String> refused) {}
