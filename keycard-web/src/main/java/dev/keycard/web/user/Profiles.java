package dev.keycard.web.user;

import dev.keycard.api.Internal;
import dev.keycard.http.Response;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import java.util.concurrent.atomic.AtomicReferenceArray;
import tools.jackson.databind.node.ObjectNode;

/**
 * The profiles of users as JSON. The text is cached beside the user object it was made from, so a user who is read again is
 * rendered again. The cache has a fixed number of entries, each for the last user who was shown there. Thread-safe.
 */
@Internal
public final class Profiles {

    private record Rendered(User user, Response response) {}

    private static final int PLACES = 4096;

    private final AtomicReferenceArray<Rendered> kept = new AtomicReferenceArray<>(PLACES);

    /** The profile as an answer. */
    @SuppressWarnings("ReferenceEquality") // the same object means that the user was not read again since
    public Response show(User user) {
        int place = Math.floorMod(user.id().hashCode(), PLACES);
        Rendered rendered = kept.get(place);
        if (rendered == null || rendered.user() != user) {
            rendered = new Rendered(user, Response.json(200, profile(user)));
            kept.set(place, rendered);
        }
        return rendered.response();
    }

    private static ObjectNode profile(User user) {
        ObjectNode profile = UserJson.of(user).put(UserChange.STAFF, user.staff());
        String pending = user.emailState().pending();
        return pending == null ? profile : profile.put("pending_email", pending);
    }
}
