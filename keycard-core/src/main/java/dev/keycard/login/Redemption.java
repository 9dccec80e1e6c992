package dev.keycard.login;

/** What becomes of a login when one of its refresh tokens is presented. */
public sealed interface Redemption {

    /** The login as it is afterwards; for {@link Reused} as it was before it ended. */
    Login login();

    /** The next generation begins. */
    record Rotated(Login login) implements Redemption {}

    /**
     * The current generation is handed out again, and counted.
     *
     * @param sameClient whether to the client that began it
     */
    record Repeated(Login login, boolean sameClient) implements Redemption {}

    /** The token is in two hands: the login ends. */
    record Reused(Login login) implements Redemption {}

    /** Nothing happens: the login has ended or expired, or the token is none that it has given out. */
    record Refused(Login login) implements Redemption {}

    /** Decides about a login as it is at that moment. Without side effects: a store may ask it more than once. */
    @FunctionalInterface
    interface Rule {
        Redemption decide(Login login);
    }
}
