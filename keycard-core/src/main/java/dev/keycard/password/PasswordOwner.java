package dev.keycard.password;

/** The owner of a new password: texts that the password must not resemble. Each may be empty. Prints none of them. Immutable. */
public record PasswordOwner(String username, String email, String firstName, String lastName) {

    /** An owner with only a user name and a mail address. */
    public static PasswordOwner of(String username, String email) {
        return new PasswordOwner(username, email, "", "");
    }

    @Override
    public String toString() {
        return "PasswordOwner";
    }
}
