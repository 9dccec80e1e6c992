package dev.keycard.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.store.StoreUnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReaderPoolTest {

    private static final Transactions.Query<Long> COUNT = sql -> sql.number("select count(*) from note");

    @TempDir
    Path directory;

    private Notes notes;
    private ReaderPool pool;

    @BeforeEach
    void open() throws Exception {
        notes = Notes.in(directory);
        pool = poolOfOne(Duration.ofSeconds(30));
    }

    private ReaderPool poolOfOne(Duration patience) {
        return new ReaderPool(notes.file()::openReader, 1, patience, new SqlFailures(SqliteFile.DIALECT));
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void reads_whatIsCommittedWhileAnotherWrites() throws Exception {
        try (SqlConnection other = notes.file().openWriter()) {
            other.execute("begin immediate");
            other.update("insert into note (id) values (1)");
            assertThat(pool.read(COUNT)).isZero();
            other.execute("commit");
            assertThat(pool.read(COUNT)).isEqualTo(1);
        }
    }

    @Test
    void cannot_write() throws Exception {
        assertThatThrownBy(() -> pool.read(sql -> sql.update("insert into note (id) values (1)")))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("may not be written");
        assertThat(notes.visible()).isEmpty();
    }

    @Test
    void goes_onAfterAFailure() {
        assertThatThrownBy(() -> pool.read(sql -> sql.number("select nothing from nowhere")))
                .isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> pool.read(sql -> {
                    throw new IllegalArgumentException("a caller's own fault");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(pool.read(COUNT)).isZero();
    }

    @Test
    void refuses_whenAllAreBusyForTooLong() throws Exception {
        try (ReaderPool impatient = poolOfOne(Duration.ofMillis(1))) {
            Long outcome = impatient.read(sql -> {
                assertThatThrownBy(() -> impatient.read(COUNT))
                        .isInstanceOf(StoreUnavailableException.class)
                        .hasMessageContaining("busy");
                return COUNT.askOf(sql);
            });

            assertThat(outcome).isZero();
        }
    }

    @Test
    void interrupted_readerGivesUpAndStaysInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> pool.read(COUNT)).isInstanceOf(StoreUnavailableException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void close_waitsForReadersAndRefusesOthers() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        FutureTask<Long> reading = new FutureTask<>(() -> pool.read(sql -> {
            begun.countDown();
            HeldWriter.awaitUninterruptibly(goOn);
            return COUNT.askOf(sql);
        }));
        new Thread(reading).start();
        begun.await();
        Thread closing = new Thread(pool::close);
        closing.start();
        HeldWriter.awaitWaiting(closing);

        assertThatThrownBy(() -> pool.read(COUNT)).hasMessageContaining("closed");
        goOn.countDown();
        closing.join();

        assertThat(reading.get()).isZero();
        assertThatThrownBy(() -> pool.read(COUNT)).hasMessageContaining("closed");
    }
}
