package dev.keycard.server.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** A test of what only the server promises: another {@link Host} is not checked by it. */
@Tag("servers-own")
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface ServersOwn {

    /** What answers instead in another host, or why there is nothing that could. */
    String value();
}
