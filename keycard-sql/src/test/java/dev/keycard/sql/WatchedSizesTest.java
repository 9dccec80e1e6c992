package dev.keycard.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuditEntry;
import dev.keycard.audit.AuditFilter;
import dev.keycard.audit.AuthEvent;
import dev.keycard.audit.Observations;
import dev.keycard.audit.StoreWatch;
import dev.keycard.id.UserId;
import dev.keycard.store.PageRequest;
import dev.keycard.store.SizeLimits;
import dev.keycard.store.SizeLimits.Bound;
import dev.keycard.store.StorePolicy;
import dev.keycard.testkit.MutableClock;
import dev.keycard.user.NewUser;
import dev.keycard.user.Username;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small sizes on a real database: refusals stop where they would take the room of acts, and go on when there is room. */
class WatchedSizesTest {

    private static final Bound ANY_FREE = new Bound(0, 0);

    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-01T12:00:00Z"));

    @TempDir
    Path directory;

    private @Nullable SqliteDatabase open;

    private SqliteDatabase open(SizeLimits limits) {
        SqliteDatabase database = SqliteDatabase.open(SqliteSettings.of(directory.resolve("keycard.db"))
                .withPolicy(StorePolicy.defaults().withSizes(limits)));
        open = database;
        return database;
    }

    @AfterEach
    void close() {
        if (open != null) {
            open.close();
        }
    }

    @Test
    void fullDatabase_stopsObservations_andNoActs_untilThereIsRoomAgain() {
        SqliteDatabase database = open(new SizeLimits(new Bound(600_000, 800_000), Bound.NONE, ANY_FREE));
        Observations observations = new Observations(database.audit(), event -> {}, clock);
        StoreWatch watch = new StoreWatch(database.stores().gauge(), observations);
        watch.look();
        assertThat(observations.isStopped()).isFalse();
        fillTheAudit(database);

        watch.look();

        assertThat(observations.isStopped()).isTrue();
        assertThat(watch.latest().database()).isGreaterThan(800_000);
        observations.note(failed());
        observations.write();
        database.users()
                .create(NewUser.named(Username.parse("ann").orElseThrow(), ""), AuditContext.at(clock.instant()));
        assertThat(latest(database).kind()).isEqualTo("user_created");

        // The file does not shrink, but its pages are free for others.
        clock.advance(Duration.ofDays(2));
        database.audit().purgeBefore(clock.instant().minus(Duration.ofDays(1)), 20_000);
        database.users()
                .create(NewUser.named(Username.parse("bob").orElseThrow(), ""), AuditContext.at(clock.instant()));
        checkpoint();
        watch.look();
        observations.write();

        assertThat(observations.isStopped()).isFalse();
        assertThat(latest(database).kind()).isEqualTo("observations_dropped");
        assertThat(latest(database).details()).containsEntry("count", "1");
    }

    @Test
    void largeAudit_stopsObservations_byItself() {
        SqliteDatabase database = open(new SizeLimits(Bound.NONE, new Bound(1_000, 100_000), ANY_FREE));
        Observations observations = new Observations(database.audit(), event -> {}, clock);
        StoreWatch watch = new StoreWatch(database.stores().gauge(), observations);
        fillTheAudit(database);

        watch.look();

        assertThat(observations.isStopped()).isTrue();
        assertThat(watch.latest().audit()).isEqualTo(10_000 * SqliteGauge.AUDIT_ENTRY);
    }

    @Test
    void littleRoomOnTheDisk_stopsObservations() {
        Bound more = new Bound(Long.MAX_VALUE / 2, Long.MAX_VALUE / 2);
        SqliteDatabase database = open(new SizeLimits(Bound.NONE, Bound.NONE, more));
        Observations observations = new Observations(database.audit(), event -> {}, clock);
        StoreWatch watch = new StoreWatch(database.stores().gauge(), observations);

        watch.look();

        assertThat(observations.isStopped()).isTrue();
        assertThat(watch.latest().free()).isPositive();
    }

    @Test
    void emptyAudit_holdsNothing() {
        assertThat(open(SizeLimits.defaults()).stores().gauge().measure().audit())
                .isZero();
    }

    /** The write-ahead log is merged when the last connection closes; a running server does so as it goes. */
    private void checkpoint() {
        try (SqlConnection sql = new SqliteFile(directory.resolve("keycard.db"), Duration.ofSeconds(5)).openWriter()) {
            sql.execute("pragma wal_checkpoint(truncate)");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void fillTheAudit(SqliteDatabase database) {
        for (int i = 0; i < 50; i++) {
            database.audit().append(Collections.nCopies(200, failed()));
        }
    }

    private AuthEvent.Observation failed() {
        return new AuthEvent.SignInFailed(
                new AuditContext(clock.instant(), "request", "192.0.2.1", null), UserId.of(1));
    }

    private static AuditEntry latest(SqliteDatabase database) {
        List<AuditEntry> last = database.audit()
                .list(AuditFilter.all(), new PageRequest(Long.MAX_VALUE, true, 1))
                .items();
        return last.get(0);
    }
}
