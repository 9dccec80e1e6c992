package dev.keycard.spring.mvc;

import dev.keycard.api.Internal;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Subject;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.id.UserId;
import dev.keycard.spring.CurrentUser;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives handler methods the user of the request, as {@link CurrentUser} says. Thread-safe. */
@Internal
public final class CurrentUserResolver implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.hasParameterAnnotation(CurrentUser.class);
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest request = web.getNativeRequest(HttpServletRequest.class);
        AuthenticatedPrincipal principal =
                request != null && Handling.of(request).principal() instanceof AuthenticatedPrincipal signedIn
                        ? signedIn
                        : null;
        MethodParameter wanted = parameter.nestedIfOptional();
        Object value = principal == null ? null : view(principal, wanted.getNestedParameterType());
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
