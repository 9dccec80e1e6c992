package dev.keycard.web.staff;

import dev.keycard.api.Internal;
import dev.keycard.audit.AuditStore;
import dev.keycard.audit.AuthEvent;
import dev.keycard.route.Route;
import dev.keycard.staff.CredentialAdministration;
import dev.keycard.staff.KeyAdministration;
import dev.keycard.staff.UserAdministration;
import dev.keycard.web.proof.RecentProof;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /api/admin/}: all endpoints of staff. Thread-safe. */
@Internal
public final class StaffEndpoints {

    /**
     * The services that the endpoints use.
     *
     * @param observations receives an event when a member of staff is refused
     */
    public record Parts(
            UserAdministration users,
            CredentialAdministration credentials,
            KeyAdministration keys,
            AuditStore audit,
            RecentProof proof,
            Consumer<AuthEvent.Observation> observations) {}

    private final List<Route> routes;

    /**
     * Prepares the endpoints.
     *
     * @param publicOrigin the origin in links; null for links without an origin
     */
    public StaffEndpoints(Parts parts, @Nullable String publicOrigin, InstantSource clock) {
        var listing = new Listing(publicOrigin);
        var making = new StaffRoutes(clock, parts.observations());
        routes = Stream.of(
                        new StaffUsers(parts, listing, clock).routes(making),
                        new StaffCredentials(parts.credentials(), listing, clock).routes(making),
                        new StaffKeys(parts.keys(), clock).routes(making),
                        new StaffAudit(parts.audit(), listing).routes(making))
                .flatMap(List::stream)
                .toList();
    }

    public List<Route> routes() {
        return routes;
    }
}
