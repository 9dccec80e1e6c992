package dev.keycard.spring.actuate;

import dev.keycard.api.Internal;
import dev.keycard.node.Node;
import dev.keycard.node.NodeConfiguration;
import dev.keycard.node.doctor.Checkup;
import dev.keycard.node.doctor.Installation;
import dev.keycard.sql.DatabaseSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The security report of an application with the engine, as {@code keycard doctor} makes it of a server. Its checks read the
 * whole database, so that a report is kept for a minute. Thread-safe.
 */
@Internal
public final class EngineReport implements Supplier<Map<String, ?>> {

    private static final Duration KEPT = Duration.ofMinutes(1);

    private final Node node;
    private final NodeConfiguration configuration;
    private final DatabaseSettings database;
    private @Nullable Kept kept;

    public EngineReport(Node node, NodeConfiguration configuration, DatabaseSettings database) {
        this.node = node;
        this.configuration = configuration;
        this.database = database;
    }

    private record Kept(Instant made, Map<String, ?> report) {}

    /** One caller makes a report at a time. */
    @Override
    public synchronized Map<String, ?> get() {
        Instant now = node.engine().parts().environment().clock().instant();
        if (kept == null || kept.made().plus(KEPT).isBefore(now)) {
            kept = new Kept(now, report(now));
        }
        return kept.report();
    }

    private Map<String, ?> report(Instant now) {
        String signatures = node.engine().parts().environment().signatures().describe();
        List<Checkup.Result> results =
                Checkup.ofNode().of(Installation.running(configuration, database, node.database(), signatures, now));
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("at", now);
        report.put("worst", Checkup.worst(results).label());
        report.put("checks", results.stream().map(EngineReport::described).toList());
        return report;
    }

    private static Map<String, String> described(Checkup.Result result) {
        Map<String, String> described = new LinkedHashMap<>();
        described.put("check", result.check().name());
        described.put("level", result.finding().level().label());
        described.put("finding", result.finding().sentence());
        described.put("advice", result.finding().advice());
        return described;
    }
}
