package dev.keycard.login;

import dev.keycard.key.JwtConfig;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides what a presented refresh token is worth: the next generation, the current one again, nothing, or the end of the login
 * because the token is in two hands. Pure: the same login, token and moment give the same answer. Immutable and thread-safe.
 *
 * <p>A generation is handed out again only to whoever comes with the token just replaced, and only for a while: to the client
 * that began it {@value #MOST_REPEATS} times within the grace, to others {@value #MOST_TO_OTHERS} times within two seconds. Who
 * is handed the tokens of another client in {@value #SUSPICIOUS} of the last {@value Rotation#REMEMBERED} generations follows the
 * login: that ends it.
 */
public final class RefreshRules {

    /** People have many tabs, and clients retry. */
    static final int MOST_REPEATS = 30;

    /** A phone changes networks between a request and its retry. */
    static final int MOST_TO_OTHERS = 3;

    /** Changing networks once is bad luck. */
    static final int SUSPICIOUS = 3;

    private static final Duration FOR_OTHERS = Duration.ofSeconds(2);

    /** By how much a clock is set back to correct it, without anybody noticing. */
    private static final Duration SMALL_STEP = Duration.ofSeconds(2);

    /** For how long a refresh token that was just made is handed out again to tabs that share it. */
    private static final Duration SHARED = Duration.ofSeconds(5);

    private final JwtConfig config;
    private final Duration shared;
    private final Duration step;

    public RefreshRules(JwtConfig config) {
        this.config = config;
        this.shared = shorter(
                SHARED,
                shorter(
                        config.issuing().refreshGrace(),
                        config.issuing().accessLifetime().dividedBy(2)));
        this.step = shorter(
                config.issuing().refreshGrace(),
                longer(SMALL_STEP, config.verification().leeway()));
    }

    /**
     * A refresh token as it is presented.
     *
     * @param generation that it names
     * @param client who presents it, see {@link Device#key}
     * @param shared whether it stands in a cookie that a browser's tabs share
     */
    public record Presented(long generation, String client, boolean shared, Instant at) {}

    /** What becomes of the login. */
    public Redemption decide(Login login, Presented token) {
        // A generation from the future means that the database is older than the token; nobody stole anything.
        if (!isLive(login, token.at()) || token.generation() > login.generation()) {
            return new Redemption.Refused(login);
        }
        if (token.generation() == login.generation()) {
            return mayShare(login, token) ? repeat(login, token) : rotate(login, token);
        }
        return mayRepeat(login, token) ? repeat(login, token) : new Redemption.Reused(login);
    }

    /** Whether the login can be used at that moment, under the limits as they are configured now. */
    public boolean isLive(Login login, Instant now) {
        return login.isLive(now)
                && now.isBefore(end(login))
                && now.isBefore(login.rotatedAt().plus(config.issuing().refreshLifetime()))
                // The clock may have been set back since; no token can be made that expires before it is issued.
                && login.rotatedAt().isBefore(end(login));
    }

    /** Whether the token just replaced could still be exchanged by the client that replaced it. */
    boolean isPredecessor(Login login, long generation, Instant now) {
        return login.generation() == generation + 1
                && login.rotation().repeats() < MOST_REPEATS
                && isWithin(config.issuing().refreshGrace(), login, now);
    }

    /** Whether the client holds the current token of a generation that it began itself a moment ago. */
    boolean isJustMade(Login login, Presented token) {
        return token.generation() == login.generation()
                && isLive(login, token.at())
                && isSameClient(login, token)
                && isLessThan(shared, login, token.at());
    }

    private boolean mayRepeat(Login login, Presented token) {
        if (login.generation() != token.generation() + 1
                || !isWithin(config.issuing().refreshGrace(), login, token.at())) {
            return false;
        }
        return isSameClient(login, token)
                ? login.rotation().repeats() < MOST_REPEATS
                : mayRepeatToAnother(login, token.at());
    }

    /**
     * The tabs of one browser send the cookie as it was a moment ago: if the second tab made a second successor at once, a third
     * tab that is still on its way with the first token would look like a thief.
     */
    private boolean mayShare(Login login, Presented token) {
        if (!token.shared() || !isLessThan(shared, login, token.at())) {
            return false;
        }
        return isSameClient(login, token) || mayRepeatToAnother(login, token.at());
    }

    private boolean mayRepeatToAnother(Login login, Instant now) {
        return isWithin(FOR_OTHERS, login, now)
                && login.rotation().repeatsToOthers() < MOST_TO_OTHERS
                && login.rotation().repeatedToAnother().generationsSharedLately() < SUSPICIOUS;
    }

    private static Redemption repeat(Login login, Presented token) {
        boolean same = isSameClient(login, token);
        Rotation rotation = login.rotation();
        return new Redemption.Repeated(login.with(same ? rotation.repeated() : rotation.repeatedToAnother()), same);
    }

    private Redemption rotate(Login login, Presented token) {
        Instant idle = token.at().plus(config.issuing().refreshLifetime());
        return new Redemption.Rotated(
                login.rotated(login.rotation().next(token.at(), token.client()), earlier(idle, end(login))));
    }

    /** The moment that no use moves. */
    private Instant end(Login login) {
        return login.createdAt().plus(config.issuing().loginLifetime());
    }

    private static boolean isSameClient(Login login, Presented token) {
        return login.rotation().client().equals(token.client());
    }

    private boolean isWithin(Duration window, Login login, Instant now) {
        return hasBegun(login, now) && !now.isAfter(login.rotatedAt().plus(window));
    }

    private boolean isLessThan(Duration window, Login login, Instant now) {
        return hasBegun(login, now) && now.isBefore(login.rotatedAt().plus(window));
    }

    /** A generation from the future is not young: a clock that was set back would lengthen every window. */
    private boolean hasBegun(Login login, Instant now) {
        return !now.isBefore(login.rotatedAt().minus(step));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
