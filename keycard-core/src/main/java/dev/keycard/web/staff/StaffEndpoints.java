package dev.keycard.web.staff;

import dev.keycard.account.RecentProof;
import dev.keycard.apitoken.ApiTokens;
import dev.keycard.audit.AuditStore;
import dev.keycard.audit.AuthEvent;
import dev.keycard.jwt.Keys;
import dev.keycard.login.Logins;
import dev.keycard.password.Passwords;
import dev.keycard.route.Route;
import dev.keycard.staff.StaffRules;
import dev.keycard.user.UserStore;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /api/admin/}: everything that staff may do. Thread-safe. */
public final class StaffEndpoints {

    /**
     * What the endpoints work on.
     *
     * @param observations is told when staff are refused what only others may do
     */
    public record Parts(
            UserStore users,
            Logins logins,
            ApiTokens tokens,
            Keys keys,
            AuditStore audit,
            Passwords passwords,
            RecentProof proof,
            Consumer<AuthEvent.Observation> observations) {}

    private final List<Route> routes;

    /**
     * Prepares the endpoints.
     *
     * @param tiers the names of the tiers that are configured, the lowest first
     * @param publicOrigin what links begin with; null for links that are relative to the host
     */
    public StaffEndpoints(Parts parts, List<String> tiers, @Nullable String publicOrigin, InstantSource clock) {
        var rules = new StaffRules(tiers, !parts.users().nameQuarantine().isZero());
        var listing = new Listing(publicOrigin);
        var making = new StaffRoutes(clock, parts.observations());
        routes = Stream.of(
                        new StaffUsers(parts, rules, listing, clock).routes(making),
                        new StaffLogins(parts.logins(), rules, listing, clock).routes(making),
                        new StaffTokens(parts.users(), parts.tokens(), rules, listing, clock).routes(making),
                        new StaffKeys(parts.keys(), parts.users(), clock).routes(making),
                        new StaffAudit(parts.audit(), listing).routes(making))
                .flatMap(List::stream)
                .toList();
    }

    public List<Route> routes() {
        return routes;
    }
}
