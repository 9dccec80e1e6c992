package dev.keycard.web.staff;

import dev.keycard.http.ApiError;
import dev.keycard.http.Bodies;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Fields;
import dev.keycard.http.Json;
import dev.keycard.http.Response;
import dev.keycard.jwt.KeyEntry;
import dev.keycard.jwt.Keys;
import dev.keycard.jwt.SigningKeyException;
import dev.keycard.jwt.StoredKey;
import dev.keycard.message.MessageKey;
import dev.keycard.route.Call;
import dev.keycard.route.Endpoint;
import dev.keycard.route.Route;
import dev.keycard.user.UserStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/admin/keys/}: the signing keys, for superusers alone. Thread-safe. */
final class StaffKeys {

    private static final String ALL = "/api/admin/keys/";

    private final Keys keys;
    private final UserStore users;
    private final InstantSource clock;

    StaffKeys(Keys keys, UserStore users, InstantSource clock) {
        this.keys = keys;
        this.users = users;
        this.clock = clock;
    }

    List<Route> routes(StaffRoutes routes) {
        return List.of(
                routes.of("admin-keys", "GET", ALL, forSuperusers(this::list)),
                routes.of("admin-keys", "POST", ALL, forSuperusers(this::rotate)),
                routes.of("admin-key", "DELETE", "/api/admin/keys/{kid}/", forSuperusers(this::remove)));
    }

    /** Asks the store, not memory, where someone demoted on another machine may still have their rights for a moment. */
    private Endpoint forSuperusers(Endpoint endpoint) {
        return call -> {
            boolean superuser = users.find(call.user().id())
                    .filter(user -> user.active() && user.staff() && user.superuser())
                    .isPresent();
            if (!superuser) {
                throw new ApiError(ErrorCode.PERMISSION_DENIED);
            }
            return endpoint.answer(call);
        };
    }

    private Response list(Call call) {
        ObjectNode body = Json.object().putNull("next").putNull("previous");
        var results = body.putArray("results");
        keys.list().forEach(key -> results.add(describe(key)));
        return Response.json(200, body);
    }

    private Response rotate(Call call) {
        Fields fields = Bodies.json(call.request());
        Boolean atOnce = UserForm.flag(fields, "at_once");
        fields.check();
        Duration publishFor = Boolean.TRUE.equals(atOnce) ? Duration.ZERO : Keys.PUBLISH_FOR;
        StoredKey made = unlessConfigured(() -> keys.rotate(publishFor, call.auditContext(clock)));
        return Response.json(
                201,
                Json.object()
                        .put("kid", made.kid())
                        .put("algorithm", made.algorithm())
                        .put("created", made.createdAt().toString())
                        .put("signs_from", made.signsFrom().toString()));
    }

    private Response remove(Call call) {
        String kid = call.variable("kid");
        if (unlessConfigured(() -> keys.remove(kid, call.auditContext(clock))).isEmpty()) {
            throw new ApiError(ErrorCode.NOT_FOUND);
        }
        return Response.noContent();
    }

    private static <T> T unlessConfigured(Supplier<T> act) {
        try {
            return act.get();
        } catch (SigningKeyException configured) {
            throw ApiError.invalid("non_field_errors", MessageKey.KEY_CONFIGURED);
        }
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
