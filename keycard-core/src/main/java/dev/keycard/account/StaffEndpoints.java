package dev.keycard.account;

import dev.keycard.http.ApiError;
import dev.keycard.http.Json;
import dev.keycard.http.Query;
import dev.keycard.http.Request;
import dev.keycard.http.Response;
import dev.keycard.message.Text;
import dev.keycard.permission.Permissions;
import dev.keycard.route.Call;
import dev.keycard.route.Route;
import dev.keycard.store.Page;
import dev.keycard.store.PageRequest;
import dev.keycard.user.User;
import dev.keycard.user.UserJson;
import dev.keycard.user.UserStore;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/admin/users/}: everyone's accounts, for staff. Thread-safe. */
public final class StaffEndpoints {

    private static final int DEFAULT_LIMIT = 50;

    private final UserStore users;
    private final @Nullable String publicOrigin;

    /**
     * Prepares the endpoints.
     *
     * @param publicOrigin what links begin with; null for links that are relative to the host
     */
    public StaffEndpoints(UserStore users, @Nullable String publicOrigin) {
        this.users = users;
        this.publicOrigin = publicOrigin;
    }

    public List<Route> routes() {
        return List.of(Route.guarded("admin-users", "GET", "/api/admin/users/", Permissions.IS_ADMIN_USER, this::list));
    }

    private Response list(Call call) {
        Request request = call.request();
        PageRequest wanted = wanted(request);
        Page<User> page = users.list(wanted);
        ObjectNode body = Json.object();
        List<User> items = page.items();
        body.put(
                "next",
                page.hasNext()
                        ? link(request, Cursor.after(items.get(items.size() - 1).id()), wanted)
                        : null);
        body.put(
                "previous",
                page.hasPrevious() ? link(request, Cursor.before(items.get(0).id()), wanted) : null);
        var results = body.putArray("results");
        items.forEach(user -> results.add(describe(user)));
        return Response.json(200, body);
    }

    private static PageRequest wanted(Request request) {
        int limit = Query.value(request, "limit").map(StaffEndpoints::limit).orElse(DEFAULT_LIMIT);
        return Query.value(request, "cursor")
                .map(text -> Cursor.parse(text).orElseThrow(() -> ApiError.invalid("cursor", Text.CURSOR_UNKNOWN)))
                .map(cursor -> new PageRequest(cursor.id(), cursor.backward(), limit))
                .orElseGet(() -> PageRequest.first(limit));
    }

    private static int limit(String text) {
        if (!text.matches("[1-9][0-9]{0,2}") || Integer.parseInt(text) > PageRequest.MAX_LIMIT) {
            throw ApiError.invalid("limit", Text.LIMIT_OUT_OF_RANGE, PageRequest.MAX_LIMIT);
        }
        return Integer.parseInt(text);
    }

    /** Never built from the Host header: a link that someone else can aim is a trap. */
    private String link(Request request, Cursor cursor, PageRequest page) {
        String origin = publicOrigin == null ? "" : publicOrigin;
        return origin + request.path() + "?limit=" + page.limit() + "&cursor=" + cursor.text();
    }

    private static ObjectNode describe(User user) {
        return UserJson.of(user)
                .put("is_active", user.active())
                .put("is_staff", user.staff())
                .put("is_superuser", user.superuser())
                .put("created", user.createdAt().toString());
    }
}
