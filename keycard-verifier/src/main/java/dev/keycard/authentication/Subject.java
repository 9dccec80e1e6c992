package dev.keycard.authentication;

import dev.keycard.id.UserId;
import java.util.Set;

/**
 * The user of a credential, with the properties that permissions and throttles need. The engine's user is one; a program that
 * only verifies tokens makes one from a token's claims. Implementations are immutable.
 */
public interface Subject {

    /** The user's id. */
    UserId id();

    /** The names of the user's roles. */
    Set<String> roles();

    /** The name of the user's tier; empty if there is none. */
    String tier();

    /** Whether the user may use the staff API. */
    boolean staff();

    /** Whether every permission is granted. Tokens do not contain this: always false if only claims are known. */
    boolean superuser();
}
