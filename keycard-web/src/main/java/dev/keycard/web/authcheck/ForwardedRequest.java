package dev.keycard.web.authcheck;

import dev.keycard.http.HeaderNames;
import dev.keycard.http.Request;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A proxy's sub-request, as the original request that it describes: the original method and path decide about CSRF and
 * permissions; credentials and everything else come from the sub-request.
 */
final class ForwardedRequest implements Request {

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

    /** The rule for it, looked up once. */
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

    /** Decoded, unlike the paths of other requests, so that a permission compares only one spelling. */
    @Override
    public String path() {
        return target.path().text();
    }

    /** The query of the original request is for the service; credentials in it are not read. */
    @Override
    public @Nullable String query() {
        return null;
    }

    /** The client's {@code Accept} header is about the answer of the service, so it is ignored here. */
    @Override
    public @Nullable String header(String name) {
        return name.equalsIgnoreCase(HeaderNames.ACCEPT) ? null : subRequest.header(name);
    }

    @Override
    public List<String> headers(String name) {
        return name.equalsIgnoreCase(HeaderNames.ACCEPT) ? List.of() : subRequest.headers(name);
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
