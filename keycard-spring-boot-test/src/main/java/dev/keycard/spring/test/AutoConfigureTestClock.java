package dev.keycard.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/**
 * Gives a test class a {@link dev.keycard.testkit.MutableClock} in place of the {@code Clock} of the application and of Keycard:
 * time stands still until the test advances it. It begins at the present time; tests that share a context share it.
 *
 * <p>Not with a database in PostgreSQL, whose own time counts: set {@code keycard.store.url} to a file of SQLite for such a test.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Import(TestClockConfiguration.class)
public @interface AutoConfigureTestClock {}
