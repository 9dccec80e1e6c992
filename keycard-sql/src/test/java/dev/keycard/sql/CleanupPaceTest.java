package dev.keycard.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuditContext;
import dev.keycard.authentication.Authentication;
import dev.keycard.cleanup.Cleanup;
import dev.keycard.cleanup.CleanupConfig;
import dev.keycard.cleanup.CleanupRound;
import dev.keycard.cleanup.CleanupStores;
import dev.keycard.id.TimeId;
import dev.keycard.key.JwtConfig;
import dev.keycard.login.Device;
import dev.keycard.login.Login;
import dev.keycard.login.LoginKind;
import dev.keycard.login.Redemption;
import dev.keycard.login.RefreshRules;
import dev.keycard.testkit.MutableClock;
import dev.keycard.testkit.SeededEntropy;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.Username;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hundred thousand logins are forgotten while others refresh theirs. */
class CleanupPaceTest {

    private static final int ENDED = 100_000;

    private static final String MANY = """
            with recursive number(n) as (select 1 union all select n + 1 from number where n < ?)
            insert into login (id, user_id, kind, auth_time, amr, generation, redeemer, repeats,
                repeats_to_others, others_lately, rotated_at, created_at, last_seen_at, expires_at, ended_at,
                ended_reason, device, address)
            select printf('%08x-%04x-7000-8000-%012x', ? >> 16, ? & 65535, n), ?, 'TOKENS', 0, '["pwd"]',
                0, '', 0, 0, 0, 0, 0, 0, 1, 1, 'SIGNED_OUT', '', ''
            from number""";

    @TempDir
    Path directory;

    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-01T12:00:00Z"));

    @Test
    void eachStepIsSmall_andRefreshesKeepTheirPace() throws Exception {
        SqliteSettings settings = SqliteSettings.of(directory.resolve("keycard.db"));
        try (SqliteDatabase database = SqliteDatabase.open(settings)) {
            User ann = database.users()
                    .create(
                            NewUser.named(Username.parse("ann").orElseThrow(), "hash"),
                            AuditContext.at(clock.instant()));
            endedLogins(settings, ann);
            Login live = start(database, ann);
            AtomicBoolean done = new AtomicBoolean();
            AtomicLong refreshes = new AtomicLong();
            Thread refreshing = new Thread(() -> refresh(database, live, done, refreshes), "refreshing");
            refreshing.start();
            long steps = cleanUp(database);
            done.set(true);
            refreshing.join();

            assertThat(steps).isGreaterThanOrEqualTo(ENDED / Cleanup.ROWS_PER_STEP);
            assertThat(refreshes.get()).as("one refresh for every few steps").isGreaterThan(steps / 4);
            assertThat(database.logins().find(live.id()).orElseThrow().generation())
                    .isEqualTo(refreshes.get());
        }
    }

    /** Steps until nothing is left, and sees that none takes more than its share. */
    private long cleanUp(SqliteDatabase database) {
        CleanupStores stores = new CleanupStores(
                database.logins(),
                database.apiTokens(),
                database.signingKeys(),
                database.stores().familiarAddresses(),
                database.mailChanges(),
                database.changes(),
                database.audit(),
                database.users());
        CleanupRound round = new Cleanup(stores, CleanupConfig.defaults(), JwtConfig.defaults(), clock).begin();
        long steps = 0;
        long before = 0;
        boolean more = true;
        while (more) {
            more = round.step();
            long now =
                    round.purged().values().stream().mapToLong(Long::longValue).sum();
            assertThat(now - before).isLessThanOrEqualTo(Cleanup.ROWS_PER_STEP);
            before = now;
            steps++;
        }
        assertThat(round.purged()).containsEntry("logins", (long) ENDED);
        return steps;
    }

    private void refresh(SqliteDatabase database, Login login, AtomicBoolean done, AtomicLong refreshes) {
        RefreshRules rules = new RefreshRules(JwtConfig.defaults());
        long generation = 0;
        while (!done.get()) {
            var token = new RefreshRules.Presented(generation, "client", false, clock.instant());
            assertThat(database.logins()
                            .redeem(login.id(), found -> rules.decide(found, token), AuditContext.at(token.at())))
                    .containsInstanceOf(Redemption.Rotated.class);
            generation = refreshes.incrementAndGet();
        }
    }

    private Login start(SqliteDatabase database, User user) {
        Instant now = clock.instant();
        TimeId id = TimeId.at(now, new SeededEntropy(7));
        Login login = Login.begin(
                id,
                user.id(),
                LoginKind.TOKENS,
                Authentication.byPassword(now),
                Duration.ofDays(1),
                new Device("", ""));
        database.logins().start(login, user.credentialVersion(), null, AuditContext.at(now));
        return login;
    }

    private void endedLogins(SqliteSettings settings, User user) throws SQLException {
        long began = clock.instant().minus(Duration.ofDays(100)).toEpochMilli();
        SqliteFile file = new SqliteFile(settings.file(), settings.busyTimeout());
        try (SqlConnection sql = file.openWriter()) {
            sql.update(MANY, ENDED, began, began, user.id());
        }
    }
}
