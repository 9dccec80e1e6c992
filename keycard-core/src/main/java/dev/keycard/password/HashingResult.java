package dev.keycard.password;

import java.time.Duration;
import java.util.List;

/** The result of {@link Passwords#hashNew}. */
public sealed interface HashingResult {

    /** The password is acceptable. Prints without the hash. */
    record Hashed(String hash) implements HashingResult {
        @Override
        public String toString() {
            return "Hashed";
        }
    }

    /**
     * The password is refused.
     *
     * @param problems at least one
     */
    record Rejected(List<PasswordProblem> problems) implements HashingResult {
        public Rejected {
            problems = List.copyOf(problems);
        }
    }

    /**
     * The queue is full.
     *
     * @param retryAfter when to try again, in whole seconds
     */
    record Busy(Duration retryAfter) implements HashingResult {}
}
