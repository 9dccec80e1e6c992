package dev.keycard.route;

import dev.keycard.api.Internal;
import dev.keycard.client.Client;
import dev.keycard.http.HeaderNames;
import dev.keycard.http.Request;

/** Makes the {@link dev.keycard.client.Client} of a request. */
@Internal
public final class Clients {

    private Clients() {}

    /** The client of a request. */
    public static Client of(Request request) {
        String agent = request.header("User-Agent");
        return new Client(
                request.address(),
                agent == null ? "" : agent,
                request.id(),
                request.header(HeaderNames.ACCEPT_LANGUAGE));
    }
}
