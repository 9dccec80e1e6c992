package dev.keycard.jwt;

import dev.keycard.http.Response;
import dev.keycard.route.Call;
import dev.keycard.route.Route;
import java.time.InstantSource;
import java.util.List;

/** {@code /.well-known/jwks.json}: the public keys (RFC 7517), for whoever checks tokens themselves. Thread-safe. */
public final class JwksEndpoint {

    private final Keys keys;
    private final InstantSource clock;

    public JwksEndpoint(Keys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(Route.exempt("jwks", "/.well-known/jwks.json", Route.Where.EVENT_LOOP, this::publish));
    }

    /** Caches may keep it for five minutes: a new key is published for longer than that before it signs. */
    private Response publish(Call call) {
        return Response.json(200, keys.current().jwks(clock.instant())).with("Cache-Control", "public, max-age=300");
    }
}
