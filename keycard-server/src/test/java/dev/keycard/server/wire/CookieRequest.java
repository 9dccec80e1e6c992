package dev.keycard.server.wire;

import dev.keycard.http.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A GET with cookies that is handed to the engine past the socket, to see on which thread it could be answered. */
record CookieRequest(String path, String cookies) implements Request {

    @Override
    public String id() {
        return "past-the-socket";
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public @Nullable String query() {
        return null;
    }

    @Override
    public @Nullable String header(String name) {
        return name.equals("Cookie") ? cookies : null;
    }

    @Override
    public List<String> headers(String name) {
        return name.equals("Cookie") ? List.of(cookies) : List.of();
    }

    @Override
    public byte[] body() {
        return new byte[0];
    }

    @Override
    public String address() {
        return "192.0.2.1";
    }

    @Override
    public boolean secure() {
        return false;
    }
}
