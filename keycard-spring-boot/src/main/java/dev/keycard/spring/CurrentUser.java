package dev.keycard.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The user of the request, as a parameter of a handler method. Its type may be {@code User} (where the application has the
 * engine), {@code Subject}, {@code UserId}, {@code AuthenticatedPrincipal}, or an {@code Optional} of one of them. An anonymous
 * request is refused with 401, unless the parameter is an {@code Optional}.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface CurrentUser {}
