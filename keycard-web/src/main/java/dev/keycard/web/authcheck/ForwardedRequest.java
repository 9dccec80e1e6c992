package dev.keycard.web.authcheck;

import dev.keycard.http.Request;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A proxy's sub-request, seen as the original request that it asks about: the original method and path decide about CSRF proof
 * and permissions, the credentials and everything else are those of the sub-request.
 */
final class ForwardedRequest implements Request {

    private static final String ACCEPT = "Accept";

    private final Request subRequest;
    private final String method;
    private final OriginalTarget target;
    private final Optional<Rule> rule;

    ForwardedRequest(Request subRequest, String method, OriginalTarget target, Optional<Rule> rule) {
        this.subRequest = subRequest;
        this.method = method;
        this.target = target;
        this.rule = rule;
    }

    /** The rule about it, found once. */
    Optional<Rule> rule() {
        return rule;
    }

    @Override
    public String id() {
        return subRequest.id();
    }

    @Override
    public String method() {
        return method;
    }

    /** Decoded, unlike other requests' paths: a permission that compares it meets one spelling only. */
    @Override
    public String path() {
        return target.path().text();
    }

    /** The query of the original request is for the service: what looks like a credential there is none of ours. */
    @Override
    public @Nullable String query() {
        return null;
    }

    /** What the client accepts is about the service's answer; to refuse a picture with 406 here would keep it from all. */
    @Override
    public @Nullable String header(String name) {
        return name.equalsIgnoreCase(ACCEPT) ? null : subRequest.header(name);
    }

    @Override
    public List<String> headers(String name) {
        return name.equalsIgnoreCase(ACCEPT) ? List.of() : subRequest.headers(name);
    }

    @Override
    public byte[] body() {
        return subRequest.body();
    }

    @Override
    public String address() {
        return subRequest.address();
    }

    @Override
    public boolean secure() {
        return subRequest.secure();
    }
}
