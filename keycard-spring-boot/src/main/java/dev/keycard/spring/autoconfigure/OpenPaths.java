package dev.keycard.spring.autoconfigure;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

/**
 * Says so at the start if no chain of the application matches every request: what is outside of all chains, and has no handler
 * method, is open. Controllers outside have the default permission.
 */
final class OpenPaths implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(OpenPaths.class);

    private final ObjectProvider<SecurityFilterChain> chains;

    OpenPaths(ObjectProvider<SecurityFilterChain> chains) {
        this.chains = chains;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (chains.stream().noneMatch(OpenPaths::matchesAll)) {
            LOG.warn(
                    "No SecurityFilterChain matches every request: static files, functional endpoints and other servlets"
                            + " outside of the chains are open. Add a last chain without securityMatcher.");
        }
    }

    private static boolean matchesAll(SecurityFilterChain chain) {
        return !(chain instanceof DefaultSecurityFilterChain known)
                || known.getRequestMatcher() instanceof AnyRequestMatcher;
    }
}
