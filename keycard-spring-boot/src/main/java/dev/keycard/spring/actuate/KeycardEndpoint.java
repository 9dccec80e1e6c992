package dev.keycard.spring.actuate;

import dev.keycard.api.Internal;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * The endpoint {@code /actuator/keycard}: what is risky about this application, and what to do about it. Holds no secret and no
 * name. Over HTTP, {@link KeycardWebEndpoint} answers. Thread-safe.
 */
@Internal
@Endpoint(id = "keycard")
public final class KeycardEndpoint {

    private final Supplier<Map<String, ?>> report;

    public KeycardEndpoint(Supplier<Map<String, ?>> report) {
        this.report = report;
    }

    @ReadOperation
    public Map<String, ?> report() {
        return report.get();
    }
}
