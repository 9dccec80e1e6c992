package dev.keycard.spring.security;

import dev.keycard.api.Internal;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Principal;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.permission.Admission;
import dev.keycard.permission.Permission;
import dev.keycard.servlet.ServletGate;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lets a limited credential pass where the rule of the handler, or the default permission, asks for its scope. Thread-safe. */
@Internal
public final class ScopedCredentials implements LimitedCredentials {

    private final ServletGate gate;
    private final Function<HttpServletRequest, Optional<Permission>> ownRule;
    private final @Nullable Permission otherwise;

    /**
     * @param ownRule the rule that the handler of a request has
     * @param otherwise the rule for all others; null if chains of the application decide, which know no scopes
     */
    public ScopedCredentials(
            ServletGate gate,
            Function<HttpServletRequest, Optional<Permission>> ownRule,
            @Nullable Permission otherwise) {
        this.gate = gate;
        this.ownRule = ownRule;
        this.otherwise = otherwise;
    }

    @Override
    public Principal admit(HttpServletRequest request, AuthenticatedPrincipal limited) {
        Permission rule = ownRule.apply(request).orElse(otherwise);
        if (rule == null) {
            throw new ApiError(ErrorCode.PERMISSION_DENIED);
        }
        return Admission.require(rule, true, gate.request(request), limited);
    }
}
