package dev.keycard.throttle;

import dev.keycard.text.Nearest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rates; null means unlimited.
 *
 * @param anon requests without credentials or with bad ones, for each address; default none
 * @param user requests of each user; default none
 * @param signIn sign-ins, failed and successful
 * @param tiers what holds instead of {@code user} for the users of a tier, empty for unlimited; default none
 * @param scopes what holds besides for the routes of a name, for each user or address; default none
 * @param writes how often users may have something written
 */
public record ThrottleConfig(
        @Nullable Rate anon,
        @Nullable Rate user,
        SignInRates signIn,
        Map<String, Optional<Rate>> tiers,
        Map<String, Rate> scopes,
        WriteRates writes) {

    public ThrottleConfig {
        tiers = Map.copyOf(tiers);
        scopes = Map.copyOf(scopes);
    }

    /** The default rates for what is written. */
    public ThrottleConfig(
            @Nullable Rate anon,
            @Nullable Rate user,
            SignInRates signIn,
            Map<String, Optional<Rate>> tiers,
            Map<String, Rate> scopes) {
        this(anon, user, signIn, tiers, scopes, WriteRates.defaults());
    }

    /** Failed sign-ins for each account and from each address; the default rates for successful ones. */
    public ThrottleConfig(
            @Nullable Rate anon,
            @Nullable Rate user,
            @Nullable Rate signIn,
            @Nullable Rate signInAddress,
            Map<String, Optional<Rate>> tiers,
            Map<String, Rate> scopes) {
        this(anon, user, SignInRates.ofFailures(signIn, signInAddress), tiers, scopes);
    }

    /** The same without rates that depend on tier or route. */
    public ThrottleConfig(
            @Nullable Rate anon, @Nullable Rate user, @Nullable Rate signIn, @Nullable Rate signInAddress) {
        this(anon, user, signIn, signInAddress, Map.of(), Map.of());
    }

    public static ThrottleConfig defaults() {
        return new ThrottleConfig(null, null, SignInRates.defaults(), Map.of(), Map.of());
    }

    /**
     * Throws an {@link IllegalArgumentException} if a route is limited that is not among these: whoever misspells it believes in
     * a limit that is none.
     *
     * @param counted the names of all routes whose requests are counted
     */
    public void requireScopesAmong(Set<String> counted) {
        scopes.keySet().stream()
                .filter(name -> !counted.contains(name))
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("throttle.scope." + name
                            + " names no endpoint whose requests are counted; the nearest is "
                            + Nearest.to(name, counted));
                });
    }
}
