package dev.keycard.server.remote;

import dev.keycard.audit.AuditContext;
import dev.keycard.revocation.ChangeConfig;
import dev.keycard.verifier.RemoteVerifier;
import dev.keycard.verifier.Verifier;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Verifiers that follow servers. */
final class Verifiers {

    private Verifiers() {}

    static Verifier of(String apiToken, String... addresses) {
        return of(() -> apiToken, addresses);
    }

    static Verifier of(Supplier<String> apiToken, String... addresses) {
        return RemoteVerifier.of(apiToken, addresses).start();
    }

    /** One that refuses with a younger view already. */
    static Verifier impatient(Site site, String address, Duration maxStaleness) {
        return RemoteVerifier.of(site::apiToken, address)
                .following(new ChangeConfig(Duration.ofMillis(200), maxStaleness))
                .start();
    }

    static AuditContext now() {
        return AuditContext.at(Instant.now());
    }
}
