package dev.keycard.registration;

import dev.keycard.user.NewUser;
import dev.keycard.user.Username;
import java.util.Set;

/** The data of a registration. It gives no rights. Prints without the hash and personal data. */
record Applicant(Username username, String passwordHash, String email, String firstName, String lastName) {

    /** An ordinary active user, whose address is confirmed if the link that was mailed to it was opened. */
    NewUser asUser(String tier, boolean confirmed) {
        NewUser user = NewUser.named(username, passwordHash)
                .withEmail(email)
                .with(profile -> profile.withNames(firstName, lastName).withRoles(tier, Set.of()));
        return confirmed ? user.withConfirmedEmail() : user;
    }

    @Override
    public String toString() {
        return "Applicant[" + username + "]";
    }
}
