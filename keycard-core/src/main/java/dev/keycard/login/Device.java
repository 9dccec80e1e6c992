package dev.keycard.login;

import dev.keycard.http.Request;

/**
 * Where a login comes from, as far as its request tells: for its owner to recognise it by, not to decide anything by.
 *
 * @param name the client's own description of itself, shortened
 */
public record Device(String name, String address) {

    private static final int MAX_NAME = 120;

    /** The device of a request, from its {@code User-Agent}. */
    public static Device of(Request request) {
        String agent = request.header("User-Agent");
        String printable = agent == null ? "" : agent.replaceAll("[^\\x20-\\x7e]", "?");
        String name = printable.length() > MAX_NAME ? printable.substring(0, MAX_NAME) : printable;
        return new Device(name, request.address());
    }
}
