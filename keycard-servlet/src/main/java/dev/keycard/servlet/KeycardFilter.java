package dev.keycard.servlet;

import dev.keycard.address.ClientAddresses;
import dev.keycard.api.Internal;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Principal;
import dev.keycard.crypto.Entropy;
import dev.keycard.gate.Access;
import dev.keycard.gate.Gate;
import dev.keycard.gate.Guarded;
import dev.keycard.gate.Refusals;
import dev.keycard.http.Answers;
import dev.keycard.http.ApiError;
import dev.keycard.http.RequestIds;
import dev.keycard.permission.Permission;
import dev.keycard.permission.Permissions;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers the requests to Keycard's endpoints, and guards all others: each servlet of the application has a permission, by its
 * name in the container, and one permission applies to all that are not named. Names are used because the container has
 * decided for a servlet already; a second reading of the path might decide otherwise.
 *
 * <p>Map it to {@code /*}, before all other filters, with async supported, for requests only and not for forwards. A servlet
 * that throws an {@link ApiError} refuses the request. Thread-safe; may block.
 */
public final class KeycardFilter implements Filter {

    private final @Nullable ServletEndpoints endpoints;
    private final ServletGate gate;
    private final Permission permission;
    private final Map<String, Permission> permissions;

    private KeycardFilter(Builder builder) {
        this.gate = new ServletGate(builder.gate, builder.refusals, builder.clients, new RequestIds(Entropy.secure()));
        this.endpoints = builder.endpoints == null ? null : new ServletEndpoints(builder.endpoints, gate);
        this.permission = builder.permission;
        this.permissions = Map.copyOf(builder.permissions);
    }

    /**
     * Starts to make a filter.
     *
     * @param gate checks credentials and rates
     * @param refusals answers what the gate refuses
     */
    public static Builder builder(Gate gate, Refusals refusals) {
        return new Builder(gate, refusals);
    }

    /** For object-level checks, and for those who need the request as permissions see it. */
    public ServletGate gate() {
        return gate;
    }

    /**
     * Checks that there is a servlet for each permission.
     *
     * @throws ServletException if there is none of that name: a misspelt name would leave the servlet to the common permission
     */
    @Override
    public void init(FilterConfig config) throws ServletException {
        Set<String> servlets =
                config.getServletContext().getServletRegistrations().keySet();
        for (String name : permissions.keySet()) {
            if (!servlets.contains(name)) {
                throw new ServletException("there is a permission for the servlet " + name + ", and no such servlet");
            }
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        filter((HttpServletRequest) request, (HttpServletResponse) response, chain);
    }

    private void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (endpoints != null && endpoints.answer(request, response)) {
            return;
        }
        if (request.getDispatcherType() == DispatcherType.REQUEST) {
            guard(request, response, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    private void guard(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            Principal principal = gate.admit(request, response, endpoint(request));
            chain.doFilter(
                    principal instanceof AuthenticatedPrincipal signedIn
                            ? new GuardedRequest(request, signedIn)
                            : request,
                    response);
        } catch (ApiError refused) {
            gate.refuse(request, response, refused);
        } catch (ServletException failed) {
            if (!(failed.getRootCause() instanceof ApiError refused)) {
                throw failed;
            }
            gate.refuse(request, response, refused);
        }
    }

    private Guarded endpoint(HttpServletRequest request) {
        String servlet =
                Objects.requireNonNullElse(request.getHttpServletMapping().getServletName(), "");
        Permission own = permissions.getOrDefault(servlet, permission);
        return Guarded.of(servlet, request.getMethod(), Access.guarded(own, false));
    }

    /** Makes a filter. Not thread-safe. */
    public static final class Builder {

        private final Gate gate;
        private final Refusals refusals;
        private final Map<String, Permission> permissions = new HashMap<>();
        private @Nullable Answers endpoints;
        private Permission permission = Permissions.IS_AUTHENTICATED;
        private ClientAddresses clients = ClientAddresses.ofConnections();

        private Builder(Gate gate, Refusals refusals) {
            this.gate = gate;
            this.refusals = refusals;
        }

        /** Answers the requests to these endpoints; none by default. */
        public Builder endpoints(Answers answers) {
            endpoints = answers;
            return this;
        }

        /** The permission for all servlets that have none of their own; signed-in users by default. */
        public Builder permission(Permission rule) {
            permission = rule;
            return this;
        }

        /** The permission for one servlet. */
        public Builder permission(String servlet, Permission rule) {
            permissions.put(servlet, rule);
            return this;
        }

        /** How the addresses of clients are found; by default they are those that the container shows. */
        @Internal
        public Builder clients(ClientAddresses addresses) {
            clients = addresses;
            return this;
        }

        /** Makes the filter. */
        public KeycardFilter build() {
            return new KeycardFilter(this);
        }
    }
}
