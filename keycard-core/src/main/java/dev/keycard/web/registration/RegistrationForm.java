package dev.keycard.web.registration;

import dev.keycard.http.Bodies;
import dev.keycard.http.Fields;
import dev.keycard.http.Request;
import dev.keycard.message.MessageKey;
import dev.keycard.password.PasswordPolicy;
import dev.keycard.registration.Applicant;
import dev.keycard.user.EmailAddress;
import dev.keycard.user.Username;
import dev.keycard.web.user.ProfileFields;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What someone fills in to register. Only the fields named here are read; others are passed over, so nobody makes themselves
 * staff. Prints without the password.
 */
record RegistrationForm(Username username, String password, String email, String firstName, String lastName) {

    /** Reads and judges the form. Throws an {@link dev.keycard.http.ApiError} that names all that is wrong with it. */
    static RegistrationForm read(Request request, PasswordPolicy policy) {
        Fields fields = Bodies.json(request);
        String typedName = fields.required("username");
        Optional<Username> username = Username.parse(typedName);
        if (!typedName.isEmpty() && username.isEmpty()) {
            fields.problem("username", MessageKey.USERNAME_MALFORMED);
        }
        String password = fields.required("password");
        String email = fields.required("email");
        if (!email.isEmpty() && !EmailAddress.isDeliverable(email)) {
            fields.problem("email", MessageKey.NOT_AN_EMAIL);
        }
        String firstName = name(fields, "first_name");
        String lastName = name(fields, "last_name");
        if (!password.isEmpty()) {
            policy.judge(password, typedName, email, firstName, lastName)
                    .forEach(problem -> fields.problem("password", problem.message()));
        }
        fields.check();
        return new RegistrationForm(username.orElseThrow(), password, email, firstName, lastName);
    }

    private static String name(Fields fields, String field) {
        @Nullable String name = ProfileFields.name(fields, field);
        return name == null ? "" : name;
    }

    Applicant withHash(String passwordHash) {
        return new Applicant(username, passwordHash, email, firstName, lastName);
    }

    @Override
    public String toString() {
        return "RegistrationForm[" + username + "]";
    }
}
