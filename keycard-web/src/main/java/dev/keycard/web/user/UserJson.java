package dev.keycard.web.user;

import dev.keycard.api.Internal;
import dev.keycard.http.Json;
import dev.keycard.id.UserId;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Users in JSON. */
@Internal
public final class UserJson {

    private UserJson() {}

    /** An id: a number for Keycard's own users, else a text; JSON's null if there is none. */
    public static JsonNode id(@Nullable UserId id) {
        if (id == null) {
            return JsonNodeFactory.instance.nullNode();
        }
        return id.number().isPresent()
                ? JsonNodeFactory.instance.numberNode(id.number().getAsLong())
                : JsonNodeFactory.instance.stringNode(id.text());
    }

    /** The members that all readers of a user may see; callers add others. */
    public static ObjectNode of(User user) {
        ObjectNode node = Json.object()
                .set("id", id(user.id()))
                .put(UserChange.USERNAME, user.username())
                .put(UserChange.EMAIL, user.email())
                .put(UserChange.FIRST_NAME, user.firstName())
                .put(UserChange.LAST_NAME, user.lastName())
                .put(UserChange.TIER, user.tier());
        var roles = node.putArray(UserChange.ROLES);
        user.roles().stream().sorted().forEach(roles::add);
        return node;
    }

    /** What staff may see besides. */
    public static ObjectNode withRights(User user) {
        return of(user).put(UserChange.ACTIVE, user.active())
                .put(UserChange.STAFF, user.staff())
                .put(UserChange.SUPERUSER, user.superuser());
    }
}
