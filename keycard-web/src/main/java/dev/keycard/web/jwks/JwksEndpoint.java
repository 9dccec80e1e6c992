package dev.keycard.web.jwks;

import dev.keycard.api.Internal;
import dev.keycard.http.HeaderNames;
import dev.keycard.http.Request;
import dev.keycard.http.Response;
import dev.keycard.key.Keys;
import dev.keycard.key.PublishedKeys;
import dev.keycard.route.Call;
import dev.keycard.route.Description;
import dev.keycard.route.Route;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;

/** {@code /.well-known/jwks.json}: the public keys (RFC 7517), for programs that check tokens. Thread-safe. */
@Internal
public final class JwksEndpoint {

    /** How long caches may keep the answer. A new key is published for longer than that before it signs. */
    public static final Duration MAX_AGE = Duration.ofMinutes(5);

    private final Keys keys;
    private final InstantSource clock;

    public JwksEndpoint(Keys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(Route.exempt("jwks", "/.well-known/jwks.json", Route.Where.EVENT_LOOP, this::publish)
                .describedAs(Description.of("JWT", "The public keys that access tokens are signed with (RFC 7517).")
                        .answers(200, "The keys.", "KeySet")));
    }

    private Response publish(Call call) {
        PublishedKeys published = keys.current().published(clock.instant());
        Response answer = isKnown(call.request(), published.etag())
                ? Response.notModified()
                : Response.json(200, published.json());
        return answer.with("ETag", published.etag())
                .with(HeaderNames.CACHE_CONTROL, "public, max-age=" + MAX_AGE.toSeconds());
    }

    /** RFC 9110 section 13.1.2, by weak comparison: a cache on the way may have marked the tag as weak. */
    private static boolean isKnown(Request request, String etag) {
        return request.headers("If-None-Match").stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag));
    }
}
