package dev.keycard.password;

/** Whose password is judged: texts that the password must not follow from. Each may be empty. Prints none of them. Immutable. */
public record PasswordOwner(String username, String email, String firstName, String lastName) {

    /** An owner of whom only the user name and the mail address are known. */
    public static PasswordOwner of(String username, String email) {
        return new PasswordOwner(username, email, "", "");
    }

    @Override
    public String toString() {
        return "PasswordOwner";
    }
}
