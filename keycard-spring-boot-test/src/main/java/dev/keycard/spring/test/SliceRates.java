package dev.keycard.spring.test;

import dev.keycard.throttle.Rate;
import dev.keycard.web.WebConfig;
import dev.keycard.web.throttle.RequestRates;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rates of a slice: the settings have those of controllers and endpoints that are not in it too. Stateless. */
final class SliceRates {

    private SliceRates() {}

    /** @param scopes what the controllers of the slice name by {@code @Throttled} */
    static WebConfig only(Set<String> scopes, WebConfig web) {
        RequestRates all = web.throttle();
        Map<String, Map<String, Optional<Rate>>> ofTiers = new HashMap<>();
        all.tierScopes().forEach((tier, rates) -> ofTiers.put(tier, kept(scopes, rates)));
        RequestRates rates = new RequestRates(all.anon(), all.user(), all.tiers(), kept(scopes, all.scopes()), ofTiers);
        return web.toBuilder().throttle(rates).ownScopes(scopes).build();
    }

    private static <R> Map<String, R> kept(Set<String> scopes, Map<String, R> rates) {
        Map<String, R> kept = new HashMap<>(rates);
        kept.keySet().retainAll(scopes);
        return kept;
    }
}
