package dev.keycard.user;

/** The act would leave no active superuser. Nothing was changed. */
public final class LastSuperuserException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LastSuperuserException() {
        super("this is the last active superuser; make another one first");
    }
}
