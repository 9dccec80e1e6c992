package dev.keycard.server.http;

import java.time.Duration;

/**
 * What a client may take. Times are counted for whole requests, never from byte to byte: a client that sends one byte now and
 * then gains nothing by it.
 *
 * @param requestLine the longest request line in bytes; default 4 KiB
 * @param headers the most bytes of all header lines together; default 16 KiB
 * @param body the most bytes of a body; default 64 KiB
 * @param firstRequest how long a new connection may take until its first request's headers are complete; default 10 s
 * @param idle how long a connection may take until a further request's headers are complete; default 60 s
 * @param bodyTime how long a body may take; default 10 s
 * @param answer how long a request may wait to be answered, and the client take to receive the answer; default 60 s
 * @param linger how long a refused body is read on, so that the refusal is not lost in a reset; default 1 s
 * @param connections the most connections at once; default 10 000
 * @param workers how many requests are worked on at once beside those that memory answers; default 64
 */
public record Limits(
        int requestLine,
        int headers,
        int body,
        Duration firstRequest,
        Duration idle,
        Duration bodyTime,
        Duration answer,
        Duration linger,
        int connections,
        int workers) {

    public static Limits defaults() {
        return new Limits(
                4 * 1024,
                16 * 1024,
                64 * 1024,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(1),
                10_000,
                64);
    }

    /** The same with other times for a request and a body to arrive and for a connection to idle. */
    public Limits withTimes(Duration first, Duration idling, Duration ofBody) {
        return new Limits(requestLine, headers, body, first, idling, ofBody, answer, linger, connections, workers);
    }

    public Limits withConnections(int most) {
        return new Limits(requestLine, headers, body, firstRequest, idle, bodyTime, answer, linger, most, workers);
    }

    /** The same with further workers for requests that wait for something which only so many can wait for. */
    public Limits withMoreWorkers(int waiting) {
        return new Limits(
                requestLine,
                headers,
                body,
                firstRequest,
                idle,
                bodyTime,
                answer,
                linger,
                connections,
                workers + waiting);
    }

    /** How often deadlines are looked at: often enough that the shortest is overrun by a tenth at most, at least each second. */
    long sweepMillis() {
        long shortest = Math.min(
                Math.min(firstRequest.toMillis(), idle.toMillis()), Math.min(bodyTime.toMillis(), linger.toMillis()));
        return Math.max(1, Math.min(1000, shortest / 10));
    }
}
