package dev.keycard.server.cli;

import dev.keycard.http.Json;
import dev.keycard.user.User;
import dev.keycard.web.user.UserJson;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/** Users as JSON, and as a row. */
final class UserViews {

    private UserViews() {}

    static ObjectNode json(User user) {
        ObjectNode json = Json.object()
                .set("id", UserJson.id(user.id()))
                .put("username", user.username())
                .put("email", user.email())
                .put("email_confirmed", user.emailState().confirmed())
                .put("first_name", user.firstName())
                .put("last_name", user.lastName())
                .put("is_active", user.active())
                .put("is_staff", user.staff())
                .put("is_superuser", user.superuser())
                .put("tier", user.tier())
                .put("created_at", user.createdAt().toString());
        var roles = json.putArray("roles");
        new TreeSet<>(user.roles()).forEach(roles::add);
        return json;
    }

    static Table table() {
        return new Table("ID", "NAME", "EMAIL", "ACTIVE", "STAFF", "SUPERUSER", "TIER", "ROLES");
    }

    static void row(Table table, User user) {
        table.add(
                user.id().text(),
                user.username(),
                user.email(),
                Text.of(user.active()),
                Text.of(user.staff()),
                Text.of(user.superuser()),
                user.tier(),
                String.join(",", new TreeSet<>(user.roles())));
    }
}
