package dev.keycard.web.authcheck;

import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Request;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads from a proxy's sub-request what the original request was. Clients can send these headers too. So a request is refused
 * with 403 {@code permission_denied} if it is not certain which header the proxy wrote. Thread-safe.
 */
final class OriginalRequests implements UnaryOperator<Request> {

    private static final Logger LOG = LoggerFactory.getLogger(OriginalRequests.class);

    private static final List<String> OVERRIDES =
            List.of("X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method");

    /** The content of one pair of headers. */
    private record Said(String method, String uri) {}

    private final ProxyHeaders headers;
    private final RuleBook rules;

    OriginalRequests(ProxyHeaders headers, RuleBook rules) {
        this.headers = headers;
        this.rules = rules;
    }

    @Override
    public ForwardedRequest apply(Request request) {
        Said said = said(request);
        if (!Rule.isMethod(said.method())) {
            throw refusal(request, "the original method is not valid");
        }
        refuseOtherMethod(request, said.method());
        OriginalTarget target = OriginalTarget.parse(said.uri())
                .orElseThrow(() -> refusal(request, "the original address could be read in more than one way"));
        return new ForwardedRequest(request, said.method(), target, rules.find(said.method(), target.path()));
    }

    /** Some services take the method from such a header, so another method than the checked one would be executed. */
    private static void refuseOtherMethod(Request request, String method) {
        for (String name : OVERRIDES) {
            String other = request.header(name);
            if (other != null && !(other.equals(method) && request.headers(name).size() == 1)) {
                throw refusal(request, "a header names another method than the original one");
            }
        }
    }

    private Said said(Request request) {
        Optional<Said> said = Optional.empty();
        for (ProxyHeaders.Pair pair : headers.pairs()) {
            Optional<Said> more = said(request, pair);
            if (said.isPresent() && more.isPresent() && !said.equals(more)) {
                throw refusal(request, "the headers describe two original requests");
            }
            said = said.or(() -> more);
        }
        return said.orElseThrow(() -> refusal(request, "no header describes an original request"));
    }

    private static Optional<Said> said(Request request, ProxyHeaders.Pair pair) {
        String method = only(request, pair.method());
        String uri = only(request, pair.uri());
        if (method == null && uri == null) {
            return Optional.empty();
        }
        if (method == null || uri == null) {
            throw refusal(request, "the headers describe only a part of the original request");
        }
        return Optional.of(new Said(method, uri));
    }

    private static @Nullable String only(Request request, String name) {
        List<String> values = request.headers(name);
        if (values.size() > 1) {
            throw refusal(request, "a header about the original request is present twice");
        }
        return values.isEmpty() ? null : values.get(0);
    }

    private static ApiError refusal(Request request, String reason) {
        LOG.atDebug()
                .addKeyValue("request", request.id())
                .addKeyValue("reason", reason)
                .log("auth check refused");
        return new ApiError(ErrorCode.PERMISSION_DENIED);
    }
}
