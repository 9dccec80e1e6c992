package dev.keycard.signin;

/**
 * The name and password that someone signs in with, unchecked. Prints neither: people type the one into the field of the other.
 */
public record NameAndPassword(String name, String password) {

    @Override
    public String toString() {
        return "NameAndPassword[***]";
    }
}
