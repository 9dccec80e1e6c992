package dev.keycard.web.staff;

import dev.keycard.api.Internal;
import dev.keycard.web.feature.Feature;
import dev.keycard.web.feature.WebContext;
import java.util.List;

/** The staff API: {@code /api/admin/}. See {@code docs/staff-api.md}. */
@Internal
public final class StaffFeature {

    private StaffFeature() {}

    /** Without endpoints if users come from a directory of the application. */
    public static Feature of(WebContext web) {
        var engine = web.engine();
        if (!engine.keepsUsers()) {
            return Feature.of("staff", List.of());
        }
        var parts = new StaffEndpoints.Parts(
                engine.users(),
                engine.credentialAdministration(),
                engine.keyAdministration(),
                engine.stores().audit(),
                web.recentProof(),
                web.observations());
        var endpoints = new StaffEndpoints(parts, web.config().publicOrigin(), web.clock());
        return Feature.of("staff", endpoints.routes());
    }
}
