package dev.keycard.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How often each user, or each address without one, may call handler methods: at the rate {@code
 * keycard.throttle.scope.<name>}, or for users of a tier at {@code keycard.throttle.tier-scope.<tier>.<name>}. All
 * methods with one name are counted together. The name on a method replaces that on its class. Requests that {@link
 * Permit} refuses are not counted.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Throttled {

    /** The name of the rate: lower-case letters, digits and dashes. */
    String value();
}
