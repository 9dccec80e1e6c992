package dev.keycard.web.user;

import dev.keycard.http.Json;
import dev.keycard.user.User;
import tools.jackson.databind.node.ObjectNode;

/** Users in JSON. */
public final class UserJson {

    private UserJson() {}

    /** What everyone who may see a user at all may see of them, to be added to. */
    public static ObjectNode of(User user) {
        ObjectNode node = Json.object()
                .put("id", user.id())
                .put("username", user.username())
                .put("email", user.email())
                .put("first_name", user.firstName())
                .put("last_name", user.lastName())
                .put("tier", user.tier());
        var roles = node.putArray("roles");
        user.roles().stream().sorted().forEach(roles::add);
        return node;
    }
}
