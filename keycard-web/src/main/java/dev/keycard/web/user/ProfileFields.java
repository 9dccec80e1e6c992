package dev.keycard.web.user;

import dev.keycard.api.Internal;
import dev.keycard.message.MessageKey;
import dev.keycard.text.Characters;
import dev.keycard.user.EmailAddress;
import dev.keycard.user.UserChange;
import dev.keycard.web.request.Fields;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields that users may change in their own profile. Each is null if it is missing; problems are added to the fields.
 */
@Internal
public final class ProfileFields {

    private static final int MAX_NAME = 150;

    private ProfileFields() {}

    /** An e-mail address; an empty text removes the present one. */
    public static @Nullable String email(Fields fields) {
        String email = fields.optional(UserChange.EMAIL, EmailAddress.MAX_LENGTH);
        if (email != null && !email.isEmpty() && !EmailAddress.isAddress(email)) {
            fields.problem(UserChange.EMAIL, MessageKey.NOT_AN_EMAIL);
        }
        return email;
    }

    /** A first or last name. */
    public static @Nullable String name(Fields fields, String field) {
        String name = fields.optional(field, MAX_NAME);
        if (name != null && !Characters.isLine(name)) {
            fields.problem(field, MessageKey.CONTROL_CHARACTERS);
        }
        return name;
    }
}
