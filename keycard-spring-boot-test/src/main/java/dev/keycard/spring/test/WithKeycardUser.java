package dev.keycard.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;
import org.springframework.security.test.context.support.TestExecutionEvent;
import org.springframework.security.test.context.support.WithSecurityContext;

/**
 * Runs a test as a user of Keycard, whom no database needs to know. It holds for rules on services ({@code @PreAuthorize}) and
 * for each request that has no credential of its own, by {@code MockMvc}, or by the {@code WebTestClient} of Spring Boot without
 * a server; requests over a socket need a real credential, see {@link KeycardTokens}.
 *
 * <p>It stands on a test method, a test class, a class around nested ones, or an annotation of the application's tests; that of
 * the method counts. Where {@code keycard.issuer} is set, the user is what a token tells: there are no superusers and no scopes.
 */
@Documented
@Inherited
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@WithSecurityContext(factory = WithKeycardUserFactory.class)
public @interface WithKeycardUser {

    /** The name of the user, unless {@link #username} is set. */
    String value() default "user";

    /** The name of the user. */
    String username() default "";

    /** The id of the user. */
    String id() default "1";

    /** The mail address of the user; none by default. */
    String email() default "";

    /** The names of the roles, without a prefix. */
    String[] roles() default {};

    /** The tier; none by default. */
    String tier() default "";

    /** The scopes of an API token with which the user comes; without one, the user comes with an access token. */
    String[] scopes() default {};

    /** Whether the user is staff. */
    boolean staff() default false;

    /** Whether the user has every permission. */
    boolean superuser() default false;

    /** When the user is set: before the methods that are run before each test, or after them. */
    @AliasFor(annotation = WithSecurityContext.class)
    TestExecutionEvent setupBefore() default TestExecutionEvent.TEST_METHOD;
}
