package dev.keycard.authentication;

import dev.keycard.id.UserId;
import java.util.Set;

/**
 * The user that a credential speaks for, as far as permissions and throttles need them. The engine's user is one; a program that
 * only verifies tokens makes one of a token's claims. Implementations are immutable.
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

    /** Whether every permission is granted. No token says so: always false where only claims are known. */
    boolean superuser();
}
