package dev.keycard.web.throttle;

import dev.keycard.text.Nearest;
import dev.keycard.throttle.Rate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rates of requests; null means unlimited. Immutable.
 *
 * @param anon requests without credentials or with bad ones, for each address; default none
 * @param user requests of each user; default none
 * @param tiers the rate of users of a tier instead of {@code user}, empty for unlimited; default none
 * @param scopes additional rates for the routes of a name, for each user or address; default none
 * @param tierScopes the rates for users of a tier instead of those of {@code scopes}, by the tier and the name, empty for
 *     unlimited; default none
 */
public record RequestRates(
        @Nullable Rate anon,
        @Nullable Rate user,
        Map<String, Optional<Rate>> tiers,
        Map<String, Rate> scopes,
        Map<String, Map<String, Optional<Rate>>> tierScopes) {

    public RequestRates {
        tiers = Map.copyOf(tiers);
        scopes = Map.copyOf(scopes);
        tierScopes = Map.copyOf(tierScopes);
    }

    /** The defaults that the parameters of this record name. */
    public static RequestRates defaults() {
        return builder().build();
    }

    /** Starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Throws an {@link IllegalArgumentException} if a rate names an unknown route: a misspelt name would limit nothing.
     *
     * @param counted the names of all routes whose requests are counted
     */
    public void requireScopesAmong(Set<String> counted) {
        scopes.keySet().stream().sorted().forEach(name -> requireAmong(counted, "throttle.scope.", name));
        tierScopes.forEach((tier, names) -> names.keySet().stream()
                .sorted()
                .forEach(name -> requireAmong(counted, "throttle.tier-scope." + tier + ".", name)));
    }

    private static void requireAmong(Set<String> counted, String setting, String name) {
        if (!counted.contains(name)) {
            throw new IllegalArgumentException(setting + name
                    + " names no endpoint whose requests are counted; the nearest is " + Nearest.to(name, counted));
        }
    }

    /** Changes single rates; the others keep their defaults. Not thread-safe. */
    public static final class Builder {

        private @Nullable Rate anon;
        private @Nullable Rate user;
        private Map<String, Optional<Rate>> tiers = Map.of();
        private Map<String, Rate> scopes = Map.of();
        private Map<String, Map<String, Optional<Rate>>> tierScopes = Map.of();

        private Builder() {}

        public Builder anon(@Nullable Rate rate) {
            anon = rate;
            return this;
        }

        public Builder user(@Nullable Rate rate) {
            user = rate;
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

        public Builder tierScopes(Map<String, Map<String, Optional<Rate>>> rates) {
            tierScopes = rates;
            return this;
        }

        public RequestRates build() {
            return new RequestRates(anon, user, tiers, scopes, tierScopes);
        }
    }
}
