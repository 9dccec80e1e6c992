package dev.keycard.web.scheme;

import dev.keycard.gate.Authenticator;
import dev.keycard.http.TestRequest;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import java.time.Instant;

/**
 * A credential that was given out, and how it is presented.
 *
 * @param row the id of its login or API token
 * @param readsStore whether the authenticator, in full, reads that row each time
 * @param end when it ends by itself
 */
record Presented(
        Kind kind,
        UserId user,
        TimeId row,
        Instant end,
        boolean readsStore,
        Authenticator authenticator,
        TestRequest request) {

    /** The kinds of credentials. */
    enum Kind {
        ACCESS_TOKEN,
        ACCESS_COOKIE,
        SESSION,
        API_TOKEN
    }
}
