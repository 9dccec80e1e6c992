package dev.keycard.signin;

/**
 * The unchecked name and password of a sign-in. Prints neither, because people type passwords into the field of the name by
 * mistake.
 */
public record NameAndPassword(String name, String password) {

    @Override
    public String toString() {
        return "NameAndPassword[***]";
    }
}
