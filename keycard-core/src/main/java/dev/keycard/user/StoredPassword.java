package dev.keycard.user;

/** A user together with the hash that their password is checked against. Prints without the hash. */
public record StoredPassword(User user, String hash) {

    @Override
    public String toString() {
        return "StoredPassword[" + user.username() + "]";
    }
}
