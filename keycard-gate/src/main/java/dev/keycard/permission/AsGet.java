package dev.keycard.permission;

import dev.keycard.http.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A view of a request as a safe one. */
record AsGet(Request request) implements Request {

    @Override
    public String id() {
        return request.id();
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public boolean asksForUpgrade() {
        return false;
    }

    @Override
    public String path() {
        return request.path();
    }

    @Override
    public @Nullable String query() {
        return request.query();
    }

    @Override
    public @Nullable String header(String name) {
        return request.header(name);
    }

    @Override
    public List<String> headers(String name) {
        return request.headers(name);
    }

    @Override
    public byte[] body() {
        return new byte[0];
    }

    @Override
    public String address() {
        return request.address();
    }

    @Override
    public boolean secure() {
        return request.secure();
    }
}
