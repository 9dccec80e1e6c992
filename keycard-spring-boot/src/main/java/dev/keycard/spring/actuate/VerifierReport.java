package dev.keycard.spring.actuate;

import dev.keycard.api.Internal;
import dev.keycard.verifier.Verifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What a service that only verifies knows of its issuer. Thread-safe. */
@Internal
public final class VerifierReport implements Supplier<Map<String, ?>> {

    private final Verifier verifier;
    private final List<String> issuer;
    private final boolean revocations;

    /** @param revocations whether they are followed */
    public VerifierReport(Verifier verifier, List<String> issuer, boolean revocations) {
        this.verifier = verifier;
        this.issuer = List.copyOf(issuer);
        this.revocations = revocations;
    }

    @Override
    public Map<String, ?> get() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("issuer", issuer);
        report.put("ready", verifier.isReady());
        report.put("revocations", revocations ? "followed" : "off-insecure");
        report.put("feedAge", verifier.feedAge());
        return report;
    }
}
