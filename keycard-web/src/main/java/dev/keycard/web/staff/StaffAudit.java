package dev.keycard.web.staff;

import dev.keycard.audit.AuditEntry;
import dev.keycard.audit.AuditFilter;
import dev.keycard.audit.AuditStore;
import dev.keycard.http.Json;
import dev.keycard.http.Response;
import dev.keycard.route.Call;
import dev.keycard.route.Route;
import dev.keycard.web.user.UserJson;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /api/admin/audit/}: the audit, the latest entries first. Observations appear when their batch is written. Thread-safe.
 */
final class StaffAudit {

    private final AuditStore audit;
    private final Listing listing;

    StaffAudit(AuditStore audit, Listing listing) {
        this.audit = audit;
        this.listing = listing;
    }

    List<Route> routes(StaffRoutes routes) {
        return List.of(routes.of("admin-audit", "GET", "/api/admin/audit/", this::list)
                .describedAs(StaffRoutes.words("List audit events, the latest first.")
                        .asks("Limit", "Cursor", "OfUser", "Kind")
                        .answers(200, "A page of events.", "AuditPage")));
    }

    private Response list(Call call) {
        ListRequest wanted = ListRequest.of(call.request());
        AuditFilter filter =
                new AuditFilter(wanted.user(), wanted.filter("kind").orElse(null));
        return listing.newestFirst(
                wanted,
                audit.list(filter, wanted.newestFirst()),
                entry -> Long.toString(entry.sequence()),
                StaffAudit::describe);
    }

    private static ObjectNode describe(AuditEntry entry) {
        ObjectNode node = Json.object()
                .put("id", entry.sequence())
                .put("at", entry.at().toString())
                .put("kind", entry.kind())
                .set("user_id", UserJson.id(entry.userId()))
                .set("actor_id", UserJson.id(entry.actorId()))
                .put("request", entry.requestId())
                .put("address", entry.address());
        ObjectNode details = node.putObject("details");
        new TreeMap<>(entry.details()).forEach(details::put);
        return node;
    }
}
