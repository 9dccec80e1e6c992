package dev.keycard.signin;

import dev.keycard.http.ApiError;
import dev.keycard.http.Bodies;
import dev.keycard.http.Fields;
import dev.keycard.http.Request;

/** What someone signs in with, unchecked. Prints without either: people type the one into the field of the other. */
public record NameAndPassword(String name, String password) {

    /**
     * Reads the fields {@code username} and {@code password} of a JSON or form body. Throws an {@link ApiError} that names what
     * is missing.
     */
    public static NameAndPassword read(Request request) {
        Fields fields = Bodies.jsonOrForm(request);
        NameAndPassword read = new NameAndPassword(fields.required("username"), fields.required("password"));
        fields.check();
        return read;
    }

    @Override
    public String toString() {
        return "NameAndPassword[***]";
    }
}
