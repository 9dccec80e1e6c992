package dev.keycard.web.staff;

import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Json;
import dev.keycard.http.Response;
import dev.keycard.key.KeyEntry;
import dev.keycard.key.Keys;
import dev.keycard.key.StoredKey;
import dev.keycard.message.MessageKey;
import dev.keycard.route.Call;
import dev.keycard.route.Endpoint;
import dev.keycard.route.Route;
import dev.keycard.staff.Actor;
import dev.keycard.staff.KeyAdministration;
import dev.keycard.web.request.Bodies;
import dev.keycard.web.request.Fields;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/admin/keys/}: the signing keys, only for superusers. Thread-safe. */
final class StaffKeys {

    private static final String ALL = "/api/admin/keys/";

    private final KeyAdministration keys;
    private final InstantSource clock;

    StaffKeys(KeyAdministration keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    List<Route> routes(StaffRoutes routes) {
        return List.of(
                routes.of("admin-keys", "GET", ALL, forSuperusers(this::list))
                        .describedAs(StaffRoutes.words("List the keys whose tokens are accepted. Superusers only.")
                                .answers(200, "The keys.", "SigningKeyPage")),
                routes.of("admin-keys", "POST", ALL, forSuperusers(this::rotate))
                        .describedAs(StaffRoutes.words("Make the next signing key. Superusers only.")
                                .takes("KeyRotation")
                                .answers(201, "The key.", "SigningKey")),
                routes.of("admin-key", "DELETE", "/api/admin/keys/{kid}/", forSuperusers(this::remove))
                        .describedAs(StaffRoutes.words("Remove a leaked key. Superusers only.")
                                .done("Every token that it signed is refused.")
                                .refuses(ErrorCode.NOT_FOUND)));
    }

    /** Other users are refused before the body is read. */
    private Endpoint forSuperusers(Endpoint endpoint) {
        return call -> {
            if (!keys.isPermitted(actor(call))) {
                throw new ApiError(ErrorCode.PERMISSION_DENIED);
            }
            return endpoint.answer(call);
        };
    }

    private Actor actor(Call call) {
        return new Actor.Staff(call.user(), call.auditContext(clock));
    }

    private Response list(Call call) {
        List<KeyEntry> all = keys.list(actor(call)).orElseThrow(() -> new ApiError(ErrorCode.PERMISSION_DENIED));
        ObjectNode body = Json.object().putNull("next").putNull("previous");
        var results = body.putArray("results");
        all.forEach(key -> results.add(describe(key)));
        return Response.json(200, body);
    }

    private Response rotate(Call call) {
        Fields fields = Bodies.json(call.request());
        boolean atOnce = fields.flag("at_once");
        fields.check();
        KeyAdministration.Result result = keys.rotate(atOnce ? Duration.ZERO : Keys.PUBLISH_FOR, actor(call));
        if (result instanceof KeyAdministration.Result.Rotated rotated) {
            return Response.json(201, describe(rotated.key()));
        }
        throw refusal(result);
    }

    private Response remove(Call call) {
        KeyAdministration.Result result = keys.remove(call.variable("kid"), actor(call));
        if (result instanceof KeyAdministration.Result.Removed) {
            return Response.noContent();
        }
        throw refusal(result);
    }

    private static ApiError refusal(KeyAdministration.Result result) {
        if (result instanceof KeyAdministration.Result.Configured) {
            return ApiError.invalid("non_field_errors", MessageKey.KEY_CONFIGURED);
        }
        return new ApiError(
                result instanceof KeyAdministration.Result.NotFound
                        ? ErrorCode.NOT_FOUND
                        : ErrorCode.PERMISSION_DENIED);
    }

    private static ObjectNode describe(StoredKey made) {
        return Json.object()
                .put("kid", made.kid())
                .put("algorithm", made.algorithm())
                .put("created", made.createdAt().toString())
                .put("signs_from", made.signsFrom().toString());
    }

    private static ObjectNode describe(KeyEntry key) {
        return Json.object()
                .put("kid", key.kid())
                .put("algorithm", key.algorithm().joseName())
                .put("state", key.state().label())
                .put("created", text(key.createdAt()))
                .put("signs_from", text(key.signsFrom()))
                .put("retires", text(key.retiresAt()));
    }

    private static @Nullable String text(@Nullable Instant moment) {
        return moment == null ? null : moment.toString();
    }
}
