package dev.keycard.server.http;

import java.time.Duration;

/**
 * How long a client may take. Times are counted for whole steps, never from byte to byte: a client that sends one byte now and
 * then gains nothing by it. Immutable.
 *
 * @param handshake from the acceptance of a connection to the end of its TLS handshake
 * @param firstRequest from then until the headers of the first request are complete
 * @param idle from an answer until the headers of the next request are complete
 * @param body from the headers of a request until its body is complete
 * @param answer how long a request may wait to be answered, and the client take to receive the answer
 * @param linger how long a refused body is read on, so that the refusal is not lost in a reset
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

    /** How often deadlines are looked at: often enough that the shortest is overrun by a tenth at most, at least each second. */
    long sweepMillis() {
        long shortest = Math.min(
                Math.min(firstRequest.toMillis(), idle.toMillis()), Math.min(body.toMillis(), linger.toMillis()));
        return Math.max(1, Math.min(1000, shortest / 10));
    }
}
