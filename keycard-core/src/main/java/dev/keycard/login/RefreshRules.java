package dev.keycard.login;

import dev.keycard.api.Internal;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.key.JwtConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides about a presented refresh token: the next generation, the current one again, nothing, or the end of the login because
 * two clients have the token. Pure: the same login, token and moment give the same decision. Immutable and thread-safe.
 *
 * <p>A generation is issued again only for the token that was just replaced, and only for a limited time: to the client that
 * began it {@value #MAX_REPEATS} times within the grace, to others {@value #MAX_TO_OTHERS} times within two seconds. For a
 * cookie that tabs share, it is issued for the current token too, for a few seconds. If other clients would receive the tokens in
 * {@value #SUSPICIOUS} of the last {@value Rotation#REMEMBERED} generations, the login ends instead.
 */
@Internal
public final class RefreshRules {

    /** Browsers have many tabs, and clients retry. */
    static final int MAX_REPEATS = 30;

    /** A phone changes networks between a request and its retry. */
    static final int MAX_TO_OTHERS = 3;

    /** A client may change its network once between a request and its retry; repeated changes are suspicious. */
    static final int SUSPICIOUS = 3;

    private static final Duration FOR_OTHERS = Duration.ofSeconds(2);

    /** By how much a clock may be set back for a correction. */
    private static final Duration SMALL_STEP = Duration.ofSeconds(2);

    /** For how long a new refresh token is issued again to tabs that share it. */
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
     * A presented refresh token.
     *
     * @param generation the generation in the token
     * @param client the key of the client, see {@link Device#key}
     * @param shared whether it is in a cookie that a browser's tabs share
     */
    public record Presented(long generation, String client, boolean shared, Instant at) {}

    /** Decides about the login. */
    public Redemption decide(Login login, Presented token) {
        // A generation from the future means that the database is older than the token, which is not a theft.
        if (!isLive(login, token.at()) || token.generation() > login.generation()) {
            return new Redemption.Refused(login);
        }
        if (token.generation() == login.generation()) {
            return mayShare(login, token) ? repeat(login, token) : rotate(login, token);
        }
        return mayRepeat(login, token) ? repeat(login, token) : new Redemption.Reused(login);
    }

    /**
     * The exchange that fits a login if {@link #decide} would begin its next generation. Rarely it does not fit although the
     * rules would; never the other way round. Empty if the login is over in any case.
     *
     * @param login carries when the login began
     */
    public Optional<Exchange> usual(TimeId login, UserId userId, Presented token) {
        Instant end = login.time().plus(config.issuing().loginLifetime());
        if (!token.at().isBefore(end)) {
            return Optional.empty();
        }
        Duration idle = config.issuing().refreshLifetime();
        Instant before = token.shared() ? earlier(end, token.at().minus(shared)) : end;
        return Optional.of(new Exchange(
                login,
                userId,
                new Rotation(token.generation() + 1, token.at(), token.client(), 0, 0, 0),
                earlier(token.at().plus(idle), end),
                new Exchange.Window(token.at().minus(idle), before)));
    }

    /** Whether the login can be used at that moment, by the limits of the present configuration. */
    public boolean isLive(Login login, Instant now) {
        return login.isLive(now)
                && now.isBefore(end(login))
                && now.isBefore(login.rotatedAt().plus(config.issuing().refreshLifetime()))
                // The clock may have been set back since; a token cannot expire before it is issued.
                && login.rotatedAt().isBefore(end(login));
    }

    /** Whether the token just replaced could still be exchanged by the client that replaced it. */
    boolean isPredecessor(Login login, long generation, Instant now) {
        return login.generation() == generation + 1
                && login.rotation().repeats() < MAX_REPEATS
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
                ? login.rotation().repeats() < MAX_REPEATS
                : mayRepeatToAnother(login, token.at());
    }

    /**
     * Tabs of one browser may send the cookie that was just replaced. If the second tab began another generation at once, a
     * third tab, whose request with the first token is still under way, would look like a thief.
     */
    private boolean mayShare(Login login, Presented token) {
        if (!token.shared() || !isLessThan(shared, login, token.at())) {
            return false;
        }
        return isSameClient(login, token) || mayRepeatToAnother(login, token.at());
    }

    private boolean mayRepeatToAnother(Login login, Instant now) {
        return isWithin(FOR_OTHERS, login, now)
                && login.rotation().repeatsToOthers() < MAX_TO_OTHERS
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

    /** The absolute end of the login, which no use moves. */
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

    /** A generation from the future is not recent: otherwise a clock that was set back would lengthen every window. */
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
