package dev.keycard.spring.rules;

import dev.keycard.api.Internal;

/** A bean that enforces {@code @Permit} on beans that are no controllers. Thread-safe. */
@Internal
@FunctionalInterface
public interface EnforcedElsewhere {

    /** Whether it enforces the rules of that bean, all of which it has made. */
    boolean enforces(String bean);
}
