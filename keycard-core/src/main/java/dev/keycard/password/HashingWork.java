package dev.keycard.password;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a hashing thread computes. Thread-safe. */
interface HashingWork {

    /** Hashes a new password. */
    String hash(String password);

    /** Checks a password against a stored text; null for an account that has none or may not sign in. */
    HashingStep<Verdict> checking(String password, @Nullable String encoded);

    /** Registers a hash that an account has. */
    void expect(String encoded);

    /** Why a hash is refused; empty if it can be computed, or if the text is no hash. */
    Optional<String> refusal(String encoded);

    /** Whether the text is a hash of any cost. */
    boolean isUsable(String encoded);
}
