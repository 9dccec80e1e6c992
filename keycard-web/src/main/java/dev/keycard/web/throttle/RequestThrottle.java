package dev.keycard.web.throttle;

import dev.keycard.address.AddressKey;
import dev.keycard.api.Internal;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Principal;
import dev.keycard.gate.Guarded;
import dev.keycard.gate.Throttle;
import dev.keycard.http.Request;
import dev.keycard.http.Response.Header;
import dev.keycard.throttle.Counters;
import dev.keycard.throttle.Rate;
import dev.keycard.throttle.WriteRates;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The third stage of the Gate: counts a request by its user, or by its address if it is anonymous, and against the rate of its
 * route if there is one. Requests that write are also counted against the rates for writing. Refused requests are not counted,
 * so a client that keeps sending requests is admitted when its period ends. An IPv6 address is counted by its /64, and by its
 * /48 at a higher rate. Methods throw an {@link dev.keycard.http.ApiError} {@code throttled} if a rate is used up, and {@link
 * dev.keycard.store.StoreUnavailableException} if the request cannot be counted. Thread-safe; never blocks, unless the counters
 * are shared: then it may wait for them.
 */
@Internal
public final class RequestThrottle implements Throttle {

    private final @Nullable Policy anon;
    private final @Nullable Policy user;
    private final Map<String, Optional<Policy>> tiers = new HashMap<>();
    private final Map<String, Policy> scopes = new HashMap<>();
    private final Map<String, Map<String, Optional<Policy>>> tierScopes = new HashMap<>();
    private final List<Policy> writesOfUsers;
    private final List<Policy> writesOfStaff;
    private final Counters counters;
    private final boolean shared;

    public RequestThrottle(RequestRates rates, WriteRates writes, Counters counters) {
        this.anon = rates.anon() == null ? null : Policy.of("anon", rates.anon());
        this.user = rates.user() == null ? null : Policy.of("user", rates.user());
        rates.tiers().forEach((tier, rate) -> tiers.put(tier, rate.map(some -> Policy.of("user", some))));
        rates.scopes().forEach((route, rate) -> scopes.put(route, Policy.of(route, rate)));
        rates.tierScopes().forEach((tier, ofTier) -> tierScopes.put(tier, policies(ofTier)));
        this.writesOfUsers = policies(policy("write", writes.user()), policy("write-day", writes.userPerDay()));
        this.writesOfStaff = policies(policy("staff-write", writes.staff()));
        this.counters = counters;
        this.shared = !counters.isLocal();
    }

    private static Map<String, Optional<Policy>> policies(Map<String, Optional<Rate>> rates) {
        Map<String, Optional<Policy>> policies = new HashMap<>();
        rates.forEach((route, rate) -> policies.put(route, rate.map(some -> Policy.of(route, some))));
        return policies;
    }

    private static @Nullable Policy policy(String name, @Nullable Rate rate) {
        return rate == null ? null : Policy.of(name, rate);
    }

    private static List<Policy> policies(@Nullable Policy... policies) {
        return Stream.of(policies).flatMap(Stream::ofNullable).toList();
    }

    @Override
    public List<Header> count(Request request, Principal principal, Guarded endpoint) {
        Policy general = general(principal);
        Policy scope = scope(principal, endpoint.name());
        List<Policy> writes = endpoint.access().writes() ? writesOf(principal) : List.of();
        return general == null && scope == null && writes.isEmpty()
                ? List.of()
                : count(request, principal, general, scope, "scope/" + endpoint.name(), writes);
    }

    /** Whether the request is counted at all, by counters that are not in this process. */
    @Override
    public boolean mayWait(Principal principal, Guarded endpoint) {
        return shared
                && (endpoint.access().writes()
                        || scope(principal, endpoint.name()) != null
                        || general(principal) != null);
    }

    @Override
    public boolean mayWaitForRefused() {
        return shared && anon != null;
    }

    /** Whether counting may wait for another machine. */
    public boolean mayWait() {
        return shared;
    }

    private List<Policy> writesOf(Principal principal) {
        boolean staff = principal instanceof AuthenticatedPrincipal signedIn
                && signedIn.subject().staff();
        return staff ? writesOfStaff : writesOfUsers;
    }

    /**
     * Counts a request against an additional rate, by its user, or by its address if it is anonymous.
     *
     * @param scope the name of the rate for clients; requests with one name and rate are counted together
     * @return the header lines of the answer
     */
    public List<Header> count(String scope, Rate rate, Request request, Principal principal) {
        return count(request, principal, null, Policy.of(scope, rate), "extra/" + scope, List.of());
    }

    /**
     * Counts a request whose credential was refused as an anonymous one, by its address. If the rate is used up, this throws,
     * which replaces the first refusal.
     */
    @Override
    public void countRefused(Request request) {
        if (anon != null) {
            Charges charges = new Charges(counters);
            addAddress(charges, anon, "anon/", request);
            charges.take();
        }
    }

    private List<Header> count(
            Request request,
            Principal principal,
            @Nullable Policy general,
            @Nullable Policy further,
            String furtherKey,
            List<Policy> writes) {
        Charges charges = new Charges(counters);
        if (general != null) {
            add(charges, general, "", request, principal);
        }
        if (further != null) {
            add(charges, further, furtherKey + "/", request, principal);
        }
        for (Policy write : writes) {
            add(charges, write, "write/", request, principal);
        }
        return charges.take();
    }

    private static void add(Charges charges, Policy policy, String key, Request request, Principal principal) {
        if (principal instanceof AuthenticatedPrincipal signedIn) {
            charges.add(policy, key + "user/" + signedIn.subject().id());
        } else {
            addAddress(charges, policy, key + "anon/", request);
        }
    }

    private static void addAddress(Charges charges, Policy policy, String key, Request request) {
        AddressKey address = AddressKey.of(request.address());
        charges.add(policy, key + address.key());
        if (address.network() != null) {
            charges.add(policy.wider(), key + address.network());
        }
    }

    /** The additional rate for a route: that of the user's tier, if it has one. */
    private @Nullable Policy scope(Principal principal, String route) {
        if (!tierScopes.isEmpty() && principal instanceof AuthenticatedPrincipal signedIn) {
            Optional<Policy> ofTier =
                    tierScopes.getOrDefault(signedIn.subject().tier(), Map.of()).get(route);
            if (ofTier != null) {
                return ofTier.orElse(null);
            }
        }
        return scopes.get(route);
    }

    private @Nullable Policy general(Principal principal) {
        if (principal instanceof AuthenticatedPrincipal signedIn) {
            Optional<Policy> ofTier = tiers.get(signedIn.subject().tier());
            return ofTier == null ? user : ofTier.orElse(null);
        }
        return anon;
    }
}
