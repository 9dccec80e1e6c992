package dev.keycard.web.signin;

import dev.keycard.api.Internal;
import dev.keycard.http.Request;
import dev.keycard.signin.NameAndPassword;
import dev.keycard.web.request.Bodies;
import dev.keycard.web.request.Fields;

/** The fields {@code username} and {@code password} of every endpoint for signing in. */
@Internal
public final class SignInForm {

    private SignInForm() {}

    /**
     * Reads them from a JSON or form body. Throws an {@link dev.keycard.http.ApiError} that names the fields that are missing.
     */
    public static NameAndPassword read(Request request) {
        Fields fields = Bodies.jsonOrForm(request);
        NameAndPassword read = new NameAndPassword(fields.required("username"), fields.asTyped("password"));
        fields.check();
        return read;
    }
}
