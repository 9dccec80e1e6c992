package dev.keycard.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/**
 * Gives a test of a service with {@code keycard.issuer} an issuer in memory, in place of the server that the property names: no
 * request leaves the test. {@link KeycardTokens} then issues tokens that the service accepts, and revokes them.
 *
 * <p>Not needed in slices such as {@code @WebMvcTest}, which always have it.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Import(TestIssuerConfiguration.class)
public @interface AutoConfigureTestIssuer {}
