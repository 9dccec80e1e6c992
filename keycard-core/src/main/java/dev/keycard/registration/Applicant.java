package dev.keycard.registration;

import dev.keycard.user.NewUser;
import dev.keycard.user.Username;
import java.util.Set;

/** Who wants to become a user. Nothing in it gives a right. Prints without the hash and what is personal. */
record Applicant(Username username, String passwordHash, String email, String firstName, String lastName) {

    /** An ordinary active user. */
    NewUser asUser(String tier) {
        return new NewUser(username, passwordHash, email, firstName, lastName, true, false, false, tier, Set.of());
    }

    @Override
    public String toString() {
        return "Applicant[" + username + "]";
    }
}
