package dev.keycard.server.wire;

import dev.keycard.apitoken.NewApiToken;
import dev.keycard.audit.AuditContext;
import dev.keycard.user.User;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** API tokens as an operator makes them on the command line. */
final class ServiceTokens {

    private ServiceTokens() {}

    /** A token of that user; one without lifetime never expires. */
    static NewApiToken make(
            RunningServer server, User user, String name, Set<String> scopes, @Nullable Duration lifetime) {
        AuditContext now = AuditContext.at(server.clock().instant());
        return server.node()
                .keycard()
                .apiTokens()
                .create(user, name, scopes, lifetime, now)
                .orElseThrow();
    }

    /** The {@code Authorization} header of a service that may introspect. */
    static String introspecting(RunningServer server) {
        User robot = server.user("robot");
        return "Token "
                + make(server, robot, "shop", Set.of("introspect"), null)
                        .secret()
                        .reveal();
    }
}
