package dev.keycard.server.http;

import java.time.Duration;

/**
 * Limits of the time that a client may take. Each limit covers a whole step, not the time between two bytes: a client that
 * sends one byte now and then gains nothing. Immutable.
 *
 * @param handshake from the acceptance of a connection to the end of its TLS handshake
 * @param firstRequest from then until the headers of the first request are complete
 * @param idle from an answer until the headers of the next request are complete
 * @param body from the headers of a request until its body is complete
 * @param answer how long a request may wait for its answer, and how long the client may take to receive it
 * @param linger how long the rest of a refused body is read, so that a reset does not destroy the answer
 */
public record TimeLimits(
        Duration handshake, Duration firstRequest, Duration idle, Duration body, Duration answer, Duration linger) {

    /** 5 s, 10 s, 60 s, 10 s, 60 s, 1 s. */
    public static TimeLimits defaults() {
        return new TimeLimits(
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(1));
    }

    /**
     * How often deadlines are checked: often enough that the shortest is exceeded by at most a tenth, and at least each second.
     */
    long sweepMillis() {
        long shortest = Math.min(
                Math.min(firstRequest.toMillis(), idle.toMillis()), Math.min(body.toMillis(), linger.toMillis()));
        return Math.max(1, Math.min(1000, shortest / 10));
    }
}
