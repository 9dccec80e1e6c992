package dev.keycard.server.http;

import java.time.Duration;

/**
 * Limits for clients. Immutable.
 *
 * @param request what one request may contain
 * @param times how long a client may take
 * @param connections how many connections are accepted
 * @param memory how much memory clients may take
 * @param http2 limits of one HTTP/2 connection
 * @param workers how many requests are answered at once by threads that may block; default 64
 */
public record Limits(
        RequestLimits request,
        TimeLimits times,
        ConnectionLimits connections,
        MemoryLimits memory,
        Http2Limits http2,
        int workers) {

    /** The defaults of each part, and 10,000 connections. */
    public static Limits defaults() {
        return new Limits(
                RequestLimits.defaults(),
                TimeLimits.defaults(),
                ConnectionLimits.of(10_000),
                MemoryLimits.defaults(),
                Http2Limits.defaults(),
                64);
    }

    /** The same with other times for a request and a body to arrive and for a connection to idle. */
    public Limits withTimes(Duration first, Duration idling, Duration ofBody) {
        return with(new TimeLimits(first, first, idling, ofBody, times.answer(), times.linger()));
    }

    /** The same with that many connections, and shares of them as {@link ConnectionLimits#of} has them. */
    public Limits withConnections(int most) {
        return with(ConnectionLimits.of(most));
    }

    /** The same with additional workers, for requests that wait in another bounded queue. */
    public Limits withMoreWorkers(int waiting) {
        return new Limits(request, times, connections, memory, http2, workers + waiting);
    }

    public Limits with(TimeLimits other) {
        return new Limits(request, other, connections, memory, http2, workers);
    }

    public Limits with(ConnectionLimits other) {
        return new Limits(request, times, other, memory, http2, workers);
    }

    public Limits with(MemoryLimits other) {
        return new Limits(request, times, connections, other, http2, workers);
    }

    public Limits with(Http2Limits other) {
        return new Limits(request, times, connections, memory, other, workers);
    }
}
