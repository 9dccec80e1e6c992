package dev.keycard.spring.actuate;

import dev.keycard.api.Internal;
import java.security.Principal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;

/**
 * The report over HTTP, which is for users with the authority {@code STAFF}, whatever the security chain of the application
 * permits. Thread-safe.
 */
@Internal
@EndpointWebExtension(endpoint = KeycardEndpoint.class)
public final class KeycardWebEndpoint {

    private static final String STAFF = "STAFF";

    private final KeycardEndpoint endpoint;

    public KeycardWebEndpoint(KeycardEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** The report, or 403. */
    @ReadOperation
    public WebEndpointResponse<Map<String, ?>> report(SecurityContext caller) {
        return isStaff(caller.getPrincipal())
                ? new WebEndpointResponse<>(endpoint.report())
                : new WebEndpointResponse<>(HttpStatus.FORBIDDEN.value());
    }

    private static boolean isStaff(@Nullable Principal user) {
        return user instanceof Authentication known
                && known.isAuthenticated()
                && known.getAuthorities().stream().anyMatch(granted -> STAFF.equals(granted.getAuthority()));
    }
}
