package dev.keycard.registration;

import dev.keycard.password.PasswordOwner;
import dev.keycard.user.EmailAddress;
import dev.keycard.user.Username;

/**
 * A request to register. It gives no rights. Prints without the password and personal data. Immutable.
 *
 * @param firstName may be empty
 * @param lastName may be empty
 */
public record RegistrationRequest(Username username, String password, String email, String firstName, String lastName) {

    /** @throws IllegalArgumentException if no mail can be sent to the address */
    public RegistrationRequest {
        if (!EmailAddress.isDeliverable(email)) {
            throw new IllegalArgumentException("no mail can be sent to the address");
        }
    }

    PasswordOwner passwordOwner() {
        return new PasswordOwner(username.text(), email, firstName, lastName);
    }

    Applicant withHash(String passwordHash) {
        return new Applicant(username, passwordHash, email, firstName, lastName);
    }

    @Override
    public String toString() {
        return "RegistrationRequest[" + username + "]";
    }
}
