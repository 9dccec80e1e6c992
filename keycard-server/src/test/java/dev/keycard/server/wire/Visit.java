package dev.keycard.server.wire;

import dev.keycard.http.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request without credentials from an address. */
record Visit(String address) implements Request {

    @Override
    public String id() {
        return "flood";
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String path() {
        return "/api/session/";
    }

    @Override
    public @Nullable String query() {
        return null;
    }

    @Override
    public @Nullable String header(String name) {
        return null;
    }

    @Override
    public List<String> headers(String name) {
        return List.of();
    }

    @Override
    public byte[] body() {
        return new byte[0];
    }

    @Override
    public boolean secure() {
        return false;
    }
}
