package dev.keycard.faults.cluster;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The settings of all nodes. Immutable. */
final class Settings {

    private static final String SEALING_KEY = "c2VhbHMtdGhlLXNpZ25pbmcta2V5cy1vZi10ZXN0LTE";

    private Settings() {}

    /**
     * As environment variables.
     *
     * @param maxStaleness how old the view of a node may be before it asks the database
     */
    static Map<String, String> of(Duration maxStaleness, Map<String, String> more) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("store.user", PostgresProcess.USER);
        settings.put("change.push", "redis");
        settings.put("sealing-key", SEALING_KEY);
        settings.put("change.max-staleness", maxStaleness.toMillis() + "ms");
        // Long enough that no pause of a busy machine looks like theft or expiry.
        settings.put("jwt.refresh-grace", "20m");
        settings.put("jwt.access-lifetime", "30m");
        settings.put("account.recent-proof", "1h");
        // The cheapest that is permitted: it is not hashing that is tested.
        settings.put("password.argon2.memory", "7MiB");
        settings.put("password.argon2.iterations", "5");
        // Counted, in Redis, and never reached.
        for (String rate : List.of(
                "sign-in",
                "sign-in-address",
                "sign-in-success",
                "sign-in-success-address",
                "write",
                "write-day",
                "staff-write",
                "login-day",
                "refresh")) {
            settings.put("throttle." + rate, "1000000/day");
        }
        settings.putAll(more);
        Map<String, String> variables = new LinkedHashMap<>();
        settings.forEach((name, value) -> variables.put(variable(name), value));
        return variables;
    }

    private static String variable(String setting) {
        return "KEYCARD_" + setting.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
