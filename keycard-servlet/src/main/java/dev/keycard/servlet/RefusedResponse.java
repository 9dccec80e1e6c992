package dev.keycard.servlet;

import dev.keycard.gate.Refusal;
import dev.keycard.http.Response.Header;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A response whose status and headers say that the request was refused, whatever is written into it. For one thread. */
final class RefusedResponse extends HttpServletResponseWrapper {

    private final HttpServletResponse response;
    private final Refusal refusal;
    private final Set<String> kept;
    private final Map<String, Collection<String>> before;

    RefusedResponse(HttpServletResponse response, Refusal refusal) {
        super(response);
        this.response = response;
        this.refusal = refusal;
        this.kept =
                refusal.headers().stream().map(header -> lower(header.name())).collect(Collectors.toSet());
        this.before = OutgoingResponse.headers(response);
        begin();
    }

    private void begin() {
        response.setStatus(refusal.status());
        for (Header header : refusal.headers()) {
            response.addHeader(header.name(), header.value());
        }
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private boolean isKept(String name) {
        return kept.contains(lower(name));
    }

    @Override
    public void setStatus(int status) {
        // stays
    }

    @Override
    public void sendError(int status) throws IOException {
        super.sendError(refusal.status());
    }

    @Override
    public void sendError(int status, @Nullable String message) throws IOException {
        super.sendError(refusal.status(), message);
    }

    /** A refusal leads nowhere else. */
    @Override
    public void sendRedirect(String location) throws IOException {
        super.sendError(refusal.status());
    }

    /** The same in Servlet 6.1. */
    @SuppressWarnings({"override", "MissingOverride"})
    public void sendRedirect(String location, int status, boolean clear) throws IOException {
        super.sendError(refusal.status());
    }

    @Override
    public void reset() {
        OutgoingResponse.clear(response, before);
        begin();
    }

    @Override
    public void setHeader(String name, @Nullable String value) {
        if (!isKept(name)) {
            super.setHeader(name, value);
        }
    }

    @Override
    public void addHeader(String name, @Nullable String value) {
        if (!isKept(name)) {
            super.addHeader(name, value);
        }
    }

    @Override
    public void setIntHeader(String name, int value) {
        if (!isKept(name)) {
            super.setIntHeader(name, value);
        }
    }

    @Override
    public void addIntHeader(String name, int value) {
        if (!isKept(name)) {
            super.addIntHeader(name, value);
        }
    }

    @Override
    public void setDateHeader(String name, long date) {
        if (!isKept(name)) {
            super.setDateHeader(name, date);
        }
    }

    @Override
    public void addDateHeader(String name, long date) {
        if (!isKept(name)) {
            super.addDateHeader(name, date);
        }
    }
}
