package dev.keycard.user;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.keycard.http.Response;

/**
 * Users as they see themselves, in JSON. The text is kept beside the very object it was made from: a user read anew is rendered
 * anew. Bounded; thread-safe.
 */
public final class Profiles {

    private record Rendered(User user, Response response) {}

    private static final long MOST_KEPT = 10_000;

    private final Cache<Long, Rendered> kept =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).build();

    /** The profile as an answer. */
    @SuppressWarnings("ReferenceEquality") // the same object means that the user was not read again since
    public Response show(User user) {
        Rendered rendered = kept.getIfPresent(user.id());
        if (rendered == null || rendered.user() != user) {
            rendered = new Rendered(user, Response.json(200, UserJson.of(user).put("is_staff", user.staff())));
            kept.put(user.id(), rendered);
        }
        return rendered.response();
    }
}
