package dev.keycard.spring;

import dev.keycard.permission.Permission;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may use a controller, or one of its methods. Whoever is not permitted gets 401 or 403 before the method is called. That of
 * a method replaces that of its class; a controller without one has {@code keycard.permission.default}. Rules are inherited from
 * superclasses and interfaces; several that differ keep the application from starting, unless the class, or its method, has its
 * own.
 *
 * <p>It may stand on an annotation of the application. It guards handler methods of controllers, and services of gRPC, only:
 * on any other bean, or a controller that answers messages of another protocol too, it keeps the application from starting,
 * because nothing would enforce it.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Permit {

    /**
     * The rules, all of which must permit the request: a bean of the class, or an instance made by its constructor without
     * arguments. {@link IsAuthenticated}, {@link IsAdminUser}, {@link AllowAny} and {@link IsAuthenticatedOrReadOnly} are known.
     */
    Class<? extends Permission>[] value() default {};

    /**
     * A further rule in the language of permissions, such as {@code HasRole(editor) and not HasTier(free)}; none if empty.
     */
    String rule() default "";
}
