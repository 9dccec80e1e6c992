package dev.keycard.server.cli;

import dev.keycard.user.User;
import dev.keycard.web.user.UserJson;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/** Users as JSON, and as a row. */
final class UserViews {

    private UserViews() {}

    static ObjectNode json(User user) {
        return UserJson.withRights(user)
                .put("email_confirmed", user.emailState().confirmed())
                .put("created_at", user.createdAt().toString());
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
