package dev.keycard.spring.mvc;

import dev.keycard.api.Internal;
import dev.keycard.authentication.Anonymous;
import dev.keycard.authentication.Principal;
import dev.keycard.spring.CurrentUser;
import dev.keycard.spring.rules.UserArgument;
import jakarta.servlet.http.HttpServletRequest;
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
        Principal principal = request == null
                ? Anonymous.ANONYMOUS
                : RequestHandling.of(request).principal();
        return UserArgument.of(principal, parameter);
    }
}
