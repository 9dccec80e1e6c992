package dev.keycard.user;

/** The name, or one that folds to the same key, belonged to another user until recently. Nothing was changed. */
public final class NameReservedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NameReservedException(Username username) {
        super("the user name " + username + " is reserved, because another user had it until recently");
    }
}
