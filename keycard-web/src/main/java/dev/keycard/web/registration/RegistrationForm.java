package dev.keycard.web.registration;

import dev.keycard.http.Request;
import dev.keycard.message.MessageKey;
import dev.keycard.password.PasswordOwner;
import dev.keycard.password.PasswordPolicy;
import dev.keycard.registration.RegistrationRequest;
import dev.keycard.user.EmailAddress;
import dev.keycard.user.UserChange;
import dev.keycard.user.Username;
import dev.keycard.web.password.PasswordProblems;
import dev.keycard.web.request.Bodies;
import dev.keycard.web.request.Fields;
import dev.keycard.web.user.ProfileFields;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the form of a registration. Only the fields named here are read, so that users cannot give themselves rights. */
final class RegistrationForm {

    private RegistrationForm() {}

    /** Reads and checks the form. Throws an {@link dev.keycard.http.ApiError} with all problems. */
    static RegistrationRequest read(Request request, PasswordPolicy policy) {
        Fields fields = Bodies.json(request);
        String typedName = fields.required(UserChange.USERNAME);
        Optional<Username> username = Username.parse(typedName);
        if (!typedName.isEmpty() && username.isEmpty()) {
            fields.problem(UserChange.USERNAME, MessageKey.USERNAME_MALFORMED);
        }
        String password = fields.asTyped("password");
        String email = fields.required(UserChange.EMAIL);
        if (!email.isEmpty() && !EmailAddress.isDeliverable(email)) {
            fields.problem(UserChange.EMAIL, MessageKey.NOT_AN_EMAIL);
        }
        String firstName = name(fields, UserChange.FIRST_NAME);
        String lastName = name(fields, UserChange.LAST_NAME);
        if (!password.isEmpty()) {
            var owner = new PasswordOwner(typedName, email, firstName, lastName);
            PasswordProblems.note(fields, "password", policy.judge(password, owner));
        }
        fields.check();
        return new RegistrationRequest(username.orElseThrow(), password, email, firstName, lastName);
    }

    private static String name(Fields fields, String field) {
        @Nullable String name = ProfileFields.name(fields, field);
        return name == null ? "" : name;
    }
}
