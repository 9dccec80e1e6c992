package dev.keycard.user;

/** The name, or one that folds to the same key, belongs to another user. */
public final class UsernameTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UsernameTakenException(Username username) {
        super("the user name " + username + " is taken");
    }
}
