package dev.keycard.login;

import java.time.Instant;

/**
 * The state of a login's chain of refresh tokens: the current generation, the clients that received it, and how often it was
 * issued again. Immutable.
 *
 * @param generation how often the refresh token was exchanged; the current refresh token names it
 * @param at when the current generation began; its tokens are minted with this time
 * @param client the key of the client that began it, see {@link Device#key}, by signing in or by exchanging the previous
 *     refresh token
 * @param repeats how often it was issued again to that client
 * @param repeatsToOthers how often it was issued again to another client
 * @param othersLately one bit for each of the last {@value #REMEMBERED} generations, the current one lowest: whether another
 *     client than the one that began it received it
 */
public record Rotation(long generation, Instant at, String client, int repeats, int repeatsToOthers, int othersLately) {

    /** For how many generations repetitions to others are stored. */
    public static final int REMEMBERED = 8;

    private static final int BITS = (1 << REMEMBERED) - 1;

    /** The generation that a sign-in begins. */
    static Rotation first(Instant began, String client) {
        return new Rotation(0, began, client, 0, 0, 0);
    }

    /** The next generation, begun by that client. */
    Rotation next(Instant now, String redeemer) {
        return new Rotation(generation + 1, now, redeemer, 0, 0, othersLately << 1 & BITS);
    }

    /** The same generation, issued once more to the client that began it. */
    Rotation repeated() {
        return new Rotation(generation, at, client, repeats + 1, repeatsToOthers, othersLately);
    }

    /** The same generation, issued once more to another client. */
    Rotation repeatedToAnother() {
        return new Rotation(generation, at, client, repeats, repeatsToOthers + 1, othersLately | 1);
    }

    /** In how many of the last generations another client received the tokens too. */
    int generationsSharedLately() {
        return Integer.bitCount(othersLately);
    }
}
