package dev.keycard.node.doctor;

import dev.keycard.key.StoredKey;
import dev.keycard.store.SizeLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Checks of the database: schema, damage, size, signing key and clock. */
final class DatabaseChecks {

    private static final Duration OLD = Duration.ofDays(365);
    private static final Duration DRIFT = Duration.ofMinutes(5);

    private DatabaseChecks() {}

    static List<Check> all() {
        return List.of(
                new Check("database.schema", "whether the database fits this program", DatabaseChecks::schema),
                new Check("database.integrity", "whether the database file is damaged", DatabaseChecks::integrity),
                new Check(
                        "database.size",
                        "whether the database, the audit or the disk is beyond the sizes that are watched",
                        DatabaseChecks::size),
                new Check("keys.age", "whether the signing key is overdue for rotation", DatabaseChecks::keys),
                new Check("clock", "whether the clock runs behind what is stored", DatabaseChecks::clock));
    }

    private static Finding schema(Installation installation) {
        if (installation.schema().isCurrent()) {
            return Finding.ok("The database has schema " + installation.schema().version() + ".");
        }
        if (installation.schema().isNewer()) {
            return Finding.danger(
                    "A newer version of Keycard has migrated the database to schema "
                            + installation.schema().version() + ".",
                    "Use that version, or restore a backup.");
        }
        return installation.schema().version() == 0
                ? Finding.notice("There is no database yet.", "The first keycard serve makes it.")
                : Finding.warning(
                        "The database has the older schema "
                                + installation.schema().version() + ".",
                        "Run keycard migrate; serve does so too. Then run doctor again.");
    }

    private static Finding integrity(Installation installation) {
        return installation
                .contents()
                .map(contents -> contents.report().damage())
                .filter(damage -> !damage.isEmpty())
                .map(damage -> Finding.danger(
                        "The database file is damaged.",
                        "Stop the server and restore a backup; keep the damaged file."))
                .orElseGet(() -> Finding.ok("No damage was found."));
    }

    private static Finding size(Installation installation) {
        if (installation.contents().isEmpty()) {
            return Finding.ok("There is no database to ask.");
        }
        SizeLimits limits = installation.configuration().stores().sizes();
        SizeLimits.Verdict verdict = limits.judge(installation.contents().get().size(), false);
        return switch (verdict.level()) {
            case FULL ->
                Finding.danger(
                        verdict.sentence() + " Refusals are not written to the audit.",
                        "Make room: shorten audit.keep and run keycard cleanup, or raise the setting.");
            case TIGHT -> Finding.warning(verdict.sentence(), "Make room, or raise the setting.");
            case ROOM -> Finding.ok("The database is smaller than the sizes that are watched.");
        };
    }

    private static Finding keys(Installation installation) {
        Optional<Instant> newest = newestKey(installation);
        return newest.filter(made -> made.isBefore(installation.now().minus(OLD)))
                        .isPresent()
                ? Finding.warning("The newest signing key is older than a year.", "Run keycard keys rotate.")
                : Finding.ok("No signing key is overdue.");
    }

    private static Finding clock(Installation installation) {
        boolean behind = newestKey(installation)
                .filter(made -> made.isAfter(installation.now().plus(DRIFT)))
                .isPresent();
        return behind
                ? Finding.danger("The clock runs behind what the database holds.", "Set the machine's clock by NTP.")
                : Finding.ok("The clock agrees with what is stored.");
    }

    private static Optional<Instant> newestKey(Installation installation) {
        return installation.contents().stream()
                .flatMap(contents -> contents.keys().stream())
                .map(StoredKey::createdAt)
                .max(Comparator.naturalOrder());
    }
}
