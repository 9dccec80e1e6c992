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

    public static ThrottleConfig defaults() {
        return builder().build();
    }

    /** Starts from the defaults. */
    public static Builder builder() {
        return new Builder();
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

    /** Changes single rates; the others keep their defaults. Not thread-safe. */
    public static final class Builder {

        private @Nullable Rate anon;
        private @Nullable Rate user;
        private SignInRates signIn = SignInRates.defaults();
        private Map<String, Optional<Rate>> tiers = Map.of();
        private Map<String, Rate> scopes = Map.of();
        private WriteRates writes = WriteRates.defaults();

        private Builder() {}

        public Builder anon(@Nullable Rate rate) {
            anon = rate;
            return this;
        }

        public Builder user(@Nullable Rate rate) {
            user = rate;
            return this;
        }

        public Builder signIn(SignInRates rates) {
            signIn = rates;
            return this;
        }

        public Builder tiers(Map<String, Optional<Rate>> rates) {
            tiers = rates;
            return this;
        }

        public Builder scopes(Map<String, Rate> rates) {
            scopes = rates;
            return this;
        }

        public Builder writes(WriteRates rates) {
            writes = rates;
            return this;
        }

        public ThrottleConfig build() {
            return new ThrottleConfig(anon, user, signIn, tiers, scopes, writes);
        }
    }
}
