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

/**
 * The security report of an application with the engine, as {@code keycard doctor} makes it of a server. Its checks read the
 * whole database, so that a report, or the failure to make one, is kept for
 * a minute. Thread-safe.
 */
@Internal
public final class EngineReport implements Supplier<Map<String, ?>> {

    private static final Duration KEPT = Duration.ofMinutes(1);

    private final Node node;
    private final NodeConfiguration configuration;
    private final DatabaseSettings database;
    private final Kept<Map<String, ?>> kept;

    public EngineReport(Node node, NodeConfiguration configuration, DatabaseSettings database) {
        this.node = node;
        this.configuration = configuration;
        this.database = database;
        this.kept = new Kept<>(KEPT, node.engine().parts().environment().nanoClock(), this::report);
    }

    /** One caller makes a report at a time; the others get the last one. */
    @Override
    public Map<String, ?> get() {
        return kept.getOrLast();
    }

    private Map<String, ?> report() {
        Instant now = node.engine().parts().environment().clock().instant();
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
