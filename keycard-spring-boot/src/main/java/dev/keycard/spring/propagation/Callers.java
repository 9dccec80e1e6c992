package dev.keycard.spring.propagation;

import dev.keycard.spring.CallerToken;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;

/** Finds the token of the caller for whom a thread works. Stateless. */
final class Callers {

    private Callers() {}

    /** By the security context, which executors of Spring Security carry to other threads; null if there is none. */
    static @Nullable CallerToken ofThread() {
        return CallerToken.of(SecurityContextHolder.getContext().getAuthentication());
    }
}
