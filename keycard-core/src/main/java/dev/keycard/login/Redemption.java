package dev.keycard.login;

/** The decision about a login when one of its refresh tokens is presented. */
public sealed interface Redemption {

    /** The login after the decision; for {@link Reused} before it ended. */
    Login login();

    /** The next generation begins. */
    record Rotated(Login login) implements Redemption {}

    /**
     * The current generation is issued again, and counted.
     *
     * @param sameClient whether to the client that began it
     */
    record Repeated(Login login, boolean sameClient) implements Redemption {}

    /** Two clients have the token: the login ends. */
    record Reused(Login login) implements Redemption {}

    /** Nothing changes: the login has ended or expired, or never issued the token. */
    record Refused(Login login) implements Redemption {}

    /** Decides about the present state of a login. Without side effects: a store may call it more than once. */
    @FunctionalInterface
    interface Rule {
        Redemption decide(Login login);
    }
}
