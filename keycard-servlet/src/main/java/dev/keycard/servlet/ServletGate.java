package dev.keycard.servlet;

import dev.keycard.address.ClientAddresses;
import dev.keycard.api.Internal;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Principal;
import dev.keycard.gate.Admitted;
import dev.keycard.gate.Gate;
import dev.keycard.gate.Guarded;
import dev.keycard.gate.Refusal;
import dev.keycard.gate.Refusals;
import dev.keycard.http.ApiError;
import dev.keycard.http.HeaderNames;
import dev.keycard.http.Request;
import dev.keycard.http.RequestIds;
import dev.keycard.http.Response;
import dev.keycard.permission.ObjectAccess;
import dev.keycard.permission.Permission;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The {@link Gate} for servlet requests. The principal of a request is kept in one of its attributes, so it is authenticated
 * once, also if it is forwarded or dispatched again. Never reads the body. Thread-safe; may block.
 */
public final class ServletGate {

    private static final String REQUEST = ServletGate.class.getName() + ".request";
    private static final String WRITING = ServletGate.class.getName() + ".writing";
    private static final String PRINCIPAL = ServletGate.class.getName() + ".principal";

    /** Headers of each refusal, unless a filter of the application has set them. */
    private static final Map<String, String> PROTECTION =
            Map.of("X-Content-Type-Options", "nosniff", "Referrer-Policy", "no-referrer");

    private final Gate gate;
    private final Refusals refusals;
    private final ClientAddresses clients;
    private final RequestIds ids;
    private final RefusalWriter writer;

    /**
     * @param gate checks credentials, permissions and rates
     * @param refusals answers what the gate refuses
     * @param clients finds the addresses of clients behind proxies that the container does not know
     */
    @Internal
    public ServletGate(Gate gate, Refusals refusals, ClientAddresses clients, RequestIds ids) {
        this(gate, refusals, clients, ids, RefusalWriter.NONE);
    }

    /** @param writer answers refusals in the form of the application */
    @Internal
    public ServletGate(Gate gate, Refusals refusals, ClientAddresses clients, RequestIds ids, RefusalWriter writer) {
        this.gate = gate;
        this.refusals = refusals;
        this.clients = clients;
        this.ids = ids;
        this.writer = writer;
    }

    /** The request as permissions see it. */
    public Request request(HttpServletRequest request) {
        return incoming(request);
    }

    IncomingRequest incoming(HttpServletRequest request) {
        if (request.getAttribute(REQUEST) instanceof IncomingRequest known) {
            if (known(request) == null && !known.isOf(request)) {
                // A filter in between has changed the request.
                known = known.over(request);
                request.setAttribute(REQUEST, known);
            } else if (!known.method().equals(request.getMethod())) {
                known = known.withMethod(request.getMethod());
                request.setAttribute(REQUEST, known);
            }
            return known;
        }
        String id = ids.choose(request.getHeader(HeaderNames.REQUEST_ID));
        IncomingRequest made = new IncomingRequest(request, id, clients);
        request.setAttribute(REQUEST, made);
        return made;
    }

    /**
     * Who the request comes from.
     *
     * @throws ApiError if it has a credential that is not accepted
     */
    public Principal authenticate(HttpServletRequest request) {
        Principal known = known(request);
        if (known != null) {
            return known;
        }
        IncomingRequest incoming = incoming(request);
        Principal principal = verified(incoming);
        incoming.authenticated();
        request.setAttribute(PRINCIPAL, principal);
        return principal;
    }

    /** From memory if that is enough, else from the store. */
    private Principal verified(IncomingRequest request) {
        return gate.authenticateFromMemory(request).orElseGet(() -> gate.authenticate(request));
    }

    /** Replaces the principal of a request that was authenticated, by one with less rights. */
    @Internal
    public void replace(HttpServletRequest request, Principal principal) {
        request.setAttribute(PRINCIPAL, principal);
    }

    /** Whether it is decided who the request comes from. */
    @Internal
    public static boolean isKnown(HttpServletRequest request) {
        return known(request) != null;
    }

    /** Sets the principal of a request of a test, which has no credential. */
    @Internal
    public static void give(HttpServletRequest request, Principal principal) {
        request.setAttribute(PRINCIPAL, principal);
    }

    /**
     * Checks whether its principal may make the request, and counts it. The state of the rates becomes part of the answer.
     *
     * @return the principal from now on: anonymous if the rule admits everybody, and the credential is limited to scopes of which
     *     it asks for none
     * @throws ApiError if it is refused
     */
    public Principal admit(HttpServletRequest request, HttpServletResponse response, Guarded endpoint) {
        return admit(request, response, authenticate(request), endpoint);
    }

    /** The same for a principal that was found in another way. */
    public Principal admit(
            HttpServletRequest request, HttpServletResponse response, Principal principal, Guarded endpoint) {
        requireSameSafety(request);
        Admitted admitted = gate.admit(incoming(request), principal, endpoint);
        for (Response.Header header : admitted.counted()) {
            response.addHeader(header.name(), header.value());
        }
        if (!admitted.principal().equals(known(request))) {
            request.setAttribute(PRINCIPAL, admitted.principal());
        }
        return admitted.principal();
    }

    /**
     * Authenticates a request once more that was authenticated as one that changes nothing, if a filter has given it a method
     * that changes something: a cookie alone must not be enough for that.
     *
     * @return whether a filter has done so
     * @throws ApiError as {@link #authenticate} says
     */
    @Internal
    public boolean requireSameSafety(HttpServletRequest request) {
        IncomingRequest incoming = incoming(request);
        if (!incoming.isMadeUnsafe()) {
            return false;
        }
        verified(incoming);
        return true;
    }

    /**
     * Returns the object if the principal of the request may make it about this object.
     *
     * @throws ApiError as {@link ObjectAccess#require} says
     */
    public <T> T require(HttpServletRequest request, Permission permission, T object) {
        return ObjectAccess.require(permission, incoming(request), authenticate(request), object);
    }

    /**
     * Sends the answer to a refused request.
     *
     * @throws IOException if an answer has begun, which must not look complete
     */
    public void refuse(HttpServletRequest request, HttpServletResponse response, ApiError error) throws IOException {
        if (response.isCommitted()) {
            throw new IOException("a request was refused after its answer had begun", error);
        }
        OutgoingResponse.clear(response);
        Request refused = incoming(request);
        if (request.getAttribute(WRITING) instanceof Response outer) {
            // What the writer has forwarded to is refused as well: it would only lead to the writer again.
            OutgoingResponse.send(request, response, outer, refused.id());
            return;
        }
        Response answer = refusals.answer(refused, error)
                .with(HeaderNames.CACHE_CONTROL, "no-store")
                .with(HeaderNames.VARY, "Authorization, Cookie")
                .with(HeaderNames.VARY, HeaderNames.ACCEPT_LANGUAGE);
        PROTECTION.forEach((name, value) -> {
            if (!response.containsHeader(name)) {
                response.setHeader(name, value);
            }
        });
        if (!isWrittenByApplication(request, response, answer, error)) {
            OutgoingResponse.send(request, response, answer, refused.id());
        }
    }

    private boolean isWrittenByApplication(
            HttpServletRequest request, HttpServletResponse response, Response answer, ApiError error)
            throws IOException {
        if (writer.equals(RefusalWriter.NONE)) {
            return false;
        }
        Request refused = incoming(request);
        String detail = refusals.detail(refused, error);
        Refusal refusal = new Refusal(
                answer.status(), error.code().wire(), detail, OutgoingResponse.lasting(answer, refused.id()));
        Map<String, Collection<String>> before = OutgoingResponse.headers(response);
        request.setAttribute(WRITING, answer);
        try {
            if (writer.write(request, new RefusedResponse(response, refusal), refusal)) {
                return true;
            }
        } finally {
            request.removeAttribute(WRITING);
        }
        OutgoingResponse.clear(response, before);
        return false;
    }

    /** The user of a request that was authenticated; empty if it is anonymous, or was not authenticated. */
    public static Optional<AuthenticatedPrincipal> signedIn(HttpServletRequest request) {
        return known(request) instanceof AuthenticatedPrincipal signedIn ? Optional.of(signedIn) : Optional.empty();
    }

    private static @Nullable Principal known(HttpServletRequest request) {
        return request.getAttribute(PRINCIPAL) instanceof Principal principal ? principal : null;
    }
}
