package dev.keycard.web.authcheck;

import dev.keycard.api.Internal;
import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;
import dev.keycard.http.Response;
import dev.keycard.http.Response.Header;
import dev.keycard.permission.Decision;
import dev.keycard.permission.Permission;
import dev.keycard.permission.Permissions;
import dev.keycard.route.Call;
import dev.keycard.route.Description;
import dev.keycard.route.Route;
import dev.keycard.throttle.Rate;
import java.util.List;

/**
 * {@code /auth/check}: tells a proxy whether it may pass a request on. The Gate receives the original request, so the endpoints
 * of the service behind the proxy are protected in the same way as Keycard's own. Answers from memory, unless requests are
 * counted by shared counters. Thread-safe.
 */
@Internal
public final class AuthCheckEndpoint {

    /** Includes OPTIONS: a proxy that sends the original method must not get the answer about the methods of this endpoint. */
    private static final List<String> METHODS = List.of("GET", "OPTIONS");

    private static final Description DESCRIPTION = Description.of(
                    "Operation", "Tell a proxy whether it may pass on the request that it describes.")
            .done("It may; X-Auth-User, X-Auth-User-Id, X-Auth-Roles and X-Auth-Tier describe the user, and "
                    + "X-Auth-Scopes the scopes of the credential.");

    private final OriginalRequests originals;
    private final RuleThrottle throttle;
    private final boolean needsWorker;
    private final IdentityHeaders identity = new IdentityHeaders();

    /** @param mayWait whether the throttle may wait for another machine; a worker then answers where rules have rates */
    public AuthCheckEndpoint(AuthCheckConfig config, RuleThrottle throttle, boolean mayWait) {
        this.originals = new OriginalRequests(config.headers(), new RuleBook(config.rules()));
        this.throttle = throttle;
        this.needsWorker = mayWait && config.rules().stream().anyMatch(rule -> rule.throttle() != null);
    }

    public List<Route> routes() {
        Permission permission = new OfRule();
        return METHODS.stream()
                .map(method -> Route.guarded("auth-check", method, "/auth/check", permission, this::answer)
                        .seenAs(originals)
                        .describedAs(DESCRIPTION))
                .map(route -> needsWorker ? route : route.fromMemory())
                .toList();
    }

    private Response answer(Call call) {
        List<Header> counted = call.request() instanceof ForwardedRequest original
                ? original.rule().map(rule -> count(rule, call)).orElse(List.of())
                : List.of();
        Response answer = identity.answer(call.principal());
        return counted.isEmpty() ? answer : answer.with(counted);
    }

    private List<Header> count(Rule rule, Call call) {
        Rate rate = rule.throttle();
        return rate == null ? List.of() : throttle.count("rule/" + rule.name(), rate, call.request(), call.principal());
    }

    /**
     * Asks the rule for the original request, and refuses with its code and message. Without a rule, every request is refused.
     */
    private record OfRule() implements Permission {

        private static final Permission NOBODY = Permissions.ALLOW_ANY.not();

        @Override
        public Permission about(Request request) {
            return request instanceof ForwardedRequest original
                    ? original.rule().map(Rule::permission).orElse(NOBODY)
                    : NOBODY;
        }

        @Override
        public boolean permits(Request request, Principal principal) {
            return decide(request, principal).isGranted();
        }

        @Override
        public Decision decide(Request request, Principal principal) {
            return about(request).decide(request, principal);
        }
    }
}
