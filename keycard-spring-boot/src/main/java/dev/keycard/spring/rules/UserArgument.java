package dev.keycard.spring.rules;

import dev.keycard.api.Internal;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Principal;
import dev.keycard.authentication.Subject;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.id.UserId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;

/** The argument for a parameter with {@link dev.keycard.spring.CurrentUser}. Stateless. */
@Internal
public final class UserArgument {

    private UserArgument() {}

    /**
     * The argument; null if there is none.
     *
     * @throws ApiError if the request is anonymous, and the parameter requires a user
     */
    public static @Nullable Object of(Principal principal, MethodParameter parameter) {
        MethodParameter wanted = parameter.nestedIfOptional();
        Object value = principal instanceof AuthenticatedPrincipal signedIn
                ? view(signedIn, wanted.getNestedParameterType())
                : null;
        if (parameter.getParameterType() == Optional.class) {
            return Optional.ofNullable(value);
        }
        if (value == null && !parameter.isOptional()) {
            throw new ApiError(ErrorCode.NOT_AUTHENTICATED);
        }
        return value;
    }

    private static Object view(AuthenticatedPrincipal principal, Class<?> type) {
        Subject subject = principal.subject();
        if (type.isInstance(subject)) {
            return subject;
        }
        if (type == UserId.class) {
            return subject.id();
        }
        if (type.isInstance(principal)) {
            return principal;
        }
        throw new IllegalStateException("@CurrentUser gives no " + type.getName() + " here: write Subject, UserId or"
                + " AuthenticatedPrincipal, or User where the application has the engine");
    }
}
