package dev.keycard.web.staff;

import dev.keycard.audit.AuthEvent;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Response;
import dev.keycard.permission.Permission;
import dev.keycard.permission.Permissions;
import dev.keycard.route.Call;
import dev.keycard.route.Description;
import dev.keycard.route.Endpoint;
import dev.keycard.route.Route;
import java.time.InstantSource;
import java.util.function.Consumer;

/** Makes the staff routes: all have one permission, and record in the audit when a rule refuses an act. Thread-safe. */
final class StaffRoutes {

    private static final Permission STAFF = Permissions.IS_ADMIN_USER;

    private static final int FORBIDDEN = ErrorCode.PERMISSION_DENIED.status();

    private final InstantSource clock;
    private final Consumer<AuthEvent.Observation> observations;

    StaffRoutes(InstantSource clock, Consumer<AuthEvent.Observation> observations) {
        this.clock = clock;
        this.observations = observations;
    }

    Route of(String name, String method, String path, Endpoint endpoint) {
        return Route.guarded(name, method, path, STAFF, call -> answer(name, method, call, endpoint));
    }

    /** Begins the description of a route of staff. */
    static Description words(String summary) {
        return Description.of("Staff", summary);
    }

    private Response answer(String name, String method, Call call, Endpoint endpoint) {
        try {
            return endpoint.answer(call);
        } catch (ApiError refused) {
            if (refused.code().status() == FORBIDDEN) {
                observations.accept(new AuthEvent.PermissionRefused(
                        call.auditContext(clock), call.user().id(), name, method));
            }
            throw refused;
        }
    }
}
