package dev.keycard.spring.autoconfigure;

import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** The path of the dispatcher of Spring MVC. Stateless. */
final class DispatcherPath {

    static final String PROPERTY = "spring.mvc.servlet.path";

    private DispatcherPath() {}

    /** The path without a slash at its end; empty if the dispatcher has all paths. */
    static String of(Environment environment) {
        return StringUtils.trimTrailingCharacter(
                environment.getProperty(PROPERTY, "").strip(), '/');
    }
}
