package dev.keycard.benchmarks.scale;

import dev.keycard.Stores;
import dev.keycard.audit.AuditContext;
import dev.keycard.authentication.Authentication;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.login.Device;
import dev.keycard.login.Login;
import dev.keycard.login.LoginKind;
import dev.keycard.sql.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A database of one size with what an operation needs: logins that were not used yet, chosen at random before anything is
 * measured. For one thread.
 */
final class ScaledDatabase implements AutoCloseable {

    /** How much the connections, or this process, have used the processor so far. */
    interface Meter {
        long nanos();
    }

    /** A login that is live. */
    record Sample(TimeId id, UserId user, long generation) {}

    final Population population;
    final Stores stores;
    final Meter meter;
    final SplittableRandom random = new SplittableRandom(17);
    final Deque<Sample> chains = new ArrayDeque<>();
    final Deque<Sample> doomed = new ArrayDeque<>();
    final Deque<String> sessions = new ArrayDeque<>();
    final Deque<UserId> people = new ArrayDeque<>();

    @Nullable TimeId cleanedUpTo;

    private final Set<String> used = new HashSet<>();
    private final Database database;

    ScaledDatabase(Population population, Database database, Meter meter) {
        this.population = population;
        this.stores = database.stores();
        this.meter = meter;
        this.database = database;
    }

    /** Reads that many samples for each operation. A small population gives what it has again. */
    ScaledDatabase sampled(String url, int count) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            sample(connection, "TOKENS", count, rows -> chains.add(sample(rows)));
            sample(connection, "TOKENS", count / 4, rows -> doomed.add(sample(rows)));
            sample(connection, "SESSION", count, rows -> sessions.add(rows.getString(4)));
        }
        for (int i = 0; i < count; i++) {
            people.add(randomUser());
        }
        return this;
    }

    /** The value that a look-up found. */
    <T> T found(Optional<T> value) {
        return value.orElseThrow();
    }

    /** The next user, in turns. */
    UserId nextUser() {
        UserId next = people.remove();
        people.add(next);
        return next;
    }

    /** Begins logins that can be revoked, where a small database has not enough, and reads them. */
    void prepareDoomed(int count, boolean warm) {
        while (doomed.size() < count) {
            doomed.add(begun());
        }
        if (warm) {
            doomed.stream().limit(count).forEach(login -> stores.logins().live(login.user(), population.now()));
        }
    }

    private Sample begun() {
        TimeId id = TimeId.at(population.now(), random::nextBytes);
        Authentication authentication = Authentication.byPassword(population.now());
        Login login = Login.begin(
                id, randomUser(), LoginKind.TOKENS, authentication, Duration.ofDays(14), new Device("", ""));
        stores.logins().start(login, 0, null, AuditContext.at(population.now()));
        return new Sample(id, login.userId(), 0);
    }

    private interface Taker {
        void take(ResultSet rows) throws SQLException;
    }

    private static Sample sample(ResultSet rows) throws SQLException {
        return new Sample(new TimeId(rows.getString(1)), new UserId(rows.getString(2)), rows.getLong(3));
    }

    private void sample(Connection connection, String kind, int count, Taker taker) throws SQLException {
        long month = Duration.ofDays(30).toMillis();
        try (PreparedStatement statement = connection.prepareStatement(
                "select id, user_id, generation, secret_digest from login where id > ? and ended_at is null and kind = '"
                        + kind + "' order by id limit 1")) {
            int taken = 0;
            for (int tries = 0; taken < count && tries < 4 * count; tries++) {
                Instant moment = population.now().minusMillis(1 + random.nextLong(month - 3_600_000) + 3_600_000);
                statement.setString(1, TimeId.firstOf(moment).text());
                try (ResultSet rows = statement.executeQuery()) {
                    if (rows.next() && used.add(rows.getString(1))) {
                        taker.take(rows);
                        taken++;
                    }
                }
            }
        }
    }

    private UserId randomUser() {
        return UserId.of(1 + random.nextLong(population.users()));
    }

    @Override
    public void close() {
        database.close();
    }
}
