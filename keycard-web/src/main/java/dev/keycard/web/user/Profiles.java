package dev.keycard.web.user;

import dev.keycard.http.Response;
import dev.keycard.user.User;
import java.util.concurrent.atomic.AtomicReferenceArray;
import tools.jackson.databind.node.ObjectNode;

/**
 * Users as they see themselves, in JSON. The text is kept beside the very object it was made from: a user read anew is rendered
 * anew. There is a fixed number of places, each for the last user who was shown there, so keeping costs next to nothing.
 * Thread-safe.
 */
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
        ObjectNode profile = UserJson.of(user).put("is_staff", user.staff());
        String pending = user.emailState().pending();
        return pending == null ? profile : profile.put("pending_email", pending);
    }
}
