package dev.keycard.spring.autoconfigure;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The services that get the token of the caller.
 *
 * @param hosts hosts with their ports, such as {@code orders.internal:8443}, which are called with TLS; loopback also without
 * @param hostsInsecure those that may be called without TLS
 */
@ConfigurationProperties("keycard.propagation")
record KeycardPropagationProperties(
        @DefaultValue List<String> hosts, @DefaultValue List<String> hostsInsecure) {

    boolean isEmpty() {
        return hosts.isEmpty() && hostsInsecure.isEmpty();
    }
}
