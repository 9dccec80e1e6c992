package dev.keycard.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Another request, of which a subclass changes a part. As thread-safe as that one. */
public abstract class RequestView implements Request {

    private final Request request;

    protected RequestView(Request request) {
        this.request = request;
    }

    @Override
    public String id() {
        return request.id();
    }

    @Override
    public String method() {
        return request.method();
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
        return request.body();
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
