package dev.keycard.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuthEvent;
import dev.keycard.id.UserId;
import dev.keycard.revocation.Change;
import dev.keycard.store.StoreUnavailableException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;

class GroupWriterTest {

    private static final int CAPACITY = 128;

    @TempDir
    Path directory;

    private Notes notes;
    private RepairableConnection connection;
    private GroupWriter writer;

    /** What each commit announced. */
    private final List<List<Change>> announced = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() throws Exception {
        notes = Notes.in(directory);
        connection = notes.writing();
        writer = new GroupWriter(connection, CAPACITY, 64).start();
        writer.listeners().onCommit(announced::add);
    }

    @AfterEach
    void close() {
        writer.close();
        connection.drop();
    }

    @Test
    void commits_whatWaitsTogether() throws Exception {
        List<Future<Long>> waiting = new ArrayList<>();
        try (HeldWriter held = new HeldWriter(writer)) {
            for (long id = 0; id < 100; id++) {
                waiting.add(held.waiting(Notes.adding(id)));
            }
        }
        for (Future<Long> future : waiting) {
            future.get();
        }

        assertThat(announced).hasSizeLessThanOrEqualTo(4);
        assertThat(announced.stream().flatMap(List::stream)).hasSize(100);
        assertThat(notes.visible()).hasSize(100);
    }

    @Test
    void answers_onlyWhenTheRowIsCommitted() throws Exception {
        for (long id = 0; id < 50; id++) {
            writer.write(Notes.adding(id));

            assertThat(notes.visible()).contains(id);
        }
    }

    @Test
    void failing_changeLeavesItsNeighboursAlone() throws Exception {
        FutureTask<Long> first;
        FutureTask<Long> faulty;
        FutureTask<Long> violating;
        FutureTask<Long> last;
        try (HeldWriter held = new HeldWriter(writer)) {
            first = held.waiting(Notes.adding(1));
            faulty = held.waiting(transaction -> {
                Notes.adding(2).doIn(transaction);
                throw new IllegalArgumentException("a caller's own fault");
            });
            violating = held.waiting(transaction -> {
                Notes.adding(3).doIn(transaction);
                return Notes.adding(1).doIn(transaction);
            });
            last = held.waiting(Notes.adding(4));
        }

        assertThat(first.get()).isEqualTo(1);
        assertThat(last.get()).isEqualTo(4);
        assertThatThrownBy(faulty::get).cause().isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(violating::get).cause().isInstanceOf(StoreUnavailableException.class);
        assertThat(notes.visible()).containsExactly(1L, 4L);
        assertThat(announced)
                .containsExactly(List.of(new Change.UserChanged(UserId.of(1)), new Change.UserChanged(UserId.of(4))));
    }

    @Test
    void failing_commitFailsAllAndTheNextOneSucceeds() throws Exception {
        FutureTask<Long> neighbour;
        FutureTask<Long> orphan;
        try (HeldWriter held = new HeldWriter(writer)) {
            neighbour = held.waiting(Notes.adding(1));
            orphan = held.waiting(GroupWriterTest::addOrphan);
        }

        assertThatThrownBy(neighbour::get).cause().isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(orphan::get).cause().isInstanceOf(StoreUnavailableException.class);
        assertThat(notes.visible()).isEmpty();
        assertThat(announced).isEmpty();

        writer.write(Notes.adding(5));
        assertThat(notes.visible()).containsExactly(5L);
    }

    /** Breaks a foreign key in a way that SQLite notices at the commit, not before. */
    private static long addOrphan(Transaction transaction) throws SQLException {
        transaction.sql().execute("pragma defer_foreign_keys = on");
        return transaction.sql().update("insert into note (id, about) values (2, 4711)");
    }

    @Test
    void lost_transactionFailsAllAndTheNextOneSucceeds() throws Exception {
        FutureTask<Long> before;
        FutureTask<Long> losing;
        FutureTask<Long> after;
        try (HeldWriter held = new HeldWriter(writer)) {
            before = held.waiting(Notes.adding(1));
            losing = held.waiting(transaction -> {
                transaction.sql().execute("rollback");
                return 2L;
            });
            after = held.waiting(Notes.adding(3));
        }

        for (FutureTask<Long> task : List.of(before, losing, after)) {
            assertThatThrownBy(task::get).cause().isInstanceOf(StoreUnavailableException.class);
        }
        assertThat(notes.visible()).isEmpty();

        writer.write(Notes.adding(5));
        assertThat(notes.visible()).containsExactly(5L);
    }

    @Test
    void full_databaseFailsTheChangeAndHealsWithRoom() throws Exception {
        long pages = writer.write(transaction -> transaction.sql().number("pragma page_count"));
        limitPagesTo(pages);

        assertThatThrownBy(() -> writer.write(GroupWriterTest::addMegabyte))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("disk is full");
        assertThat(notes.visible()).isEmpty();

        limitPagesTo(pages + 1000);
        writer.write(GroupWriterTest::addMegabyte);
        assertThat(notes.visible()).hasSize(1);
    }

    @Test
    void full_databaseAnswersEachCallerAsItIs() throws Exception {
        limitPagesTo(writer.write(transaction -> transaction.sql().number("pragma page_count")));
        List<FutureTask<?>> small = new ArrayList<>();
        FutureTask<Long> big;
        try (HeldWriter held = new HeldWriter(writer)) {
            small.add(held.waiting(Notes.adding(1)));
            big = held.waiting(GroupWriterTest::addMegabyte);
            small.add(held.waiting(Notes.adding(2)));
        }

        assertThat(succeeded(big)).isFalse();
        List<Long> visible = new ArrayList<>();
        for (int i = 0; i < small.size(); i++) {
            if (succeeded(small.get(i))) {
                visible.add(i + 1L);
            }
        }
        assertThat(notes.visible()).isEqualTo(visible);
        assertThat(announced.stream().flatMap(List::stream)).hasSameSizeAs(visible);
    }

    private void limitPagesTo(long pages) {
        writer.write(transaction -> transaction.sql().number("pragma max_page_count = " + pages));
    }

    private static long addMegabyte(Transaction transaction) throws SQLException {
        return transaction.sql().update("insert into note (body) values (?)", new byte[1 << 20]);
    }

    private static boolean succeeded(Future<?> task) throws InterruptedException {
        try {
            task.get();
            return true;
        } catch (ExecutionException failed) {
            assertThat(failed).cause().isInstanceOf(StoreUnavailableException.class);
            return false;
        }
    }

    @Test
    void waits_forAnotherProcessThatWrites() throws Exception {
        FutureTask<Long> waiting = new FutureTask<>(() -> writer.write(Notes.adding(1)));
        try (SqlConnection other = notes.file().openWriter()) {
            other.execute("begin immediate");
            Thread caller = new Thread(waiting);
            caller.start();
            HeldWriter.awaitWaiting(caller);
            other.update("insert into note (id) values (9)");
            assertThat(waiting).isNotDone();
            other.execute("commit");
        }

        assertThat(waiting.get()).isEqualTo(1);
        assertThat(notes.visible()).containsExactly(1L, 9L);
    }

    @Test
    void refuses_atOnceWhenTheLineIsFull() throws Exception {
        try (HeldWriter held = new HeldWriter(writer)) {
            List<Future<Long>> waiting = new ArrayList<>();
            for (long id = 0; id < CAPACITY; id++) {
                waiting.add(held.waiting(Notes.adding(id)));
            }

            assertThat(waiting).noneMatch(Future::isDone);
            assertThatThrownBy(() -> writer.write(Notes.adding(4711)))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("too many");
        }
    }

    @Test
    void interrupted_callerWithdrawsWhatIsNotBegun() throws Exception {
        FutureTask<Long> waiting;
        try (HeldWriter held = new HeldWriter(writer)) {
            waiting = held.waiting(Notes.adding(1));
            held.latest().interrupt();

            assertThatThrownBy(waiting::get).cause().isInstanceOf(StoreUnavailableException.class);
        }

        writer.write(Notes.adding(2));
        assertThat(notes.visible()).containsExactly(2L);
    }

    @Test
    void interrupted_callerLearnsTheOutcomeOfWhatIsBegun() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean interruptKept = new AtomicBoolean();
        FutureTask<Long> running = new FutureTask<>(() -> {
            long id = writer.write(transaction -> {
                begun.countDown();
                HeldWriter.awaitUninterruptibly(goOn);
                return Notes.adding(1).doIn(transaction);
            });
            interruptKept.set(Thread.currentThread().isInterrupted());
            return id;
        });
        Thread caller = new Thread(running);
        caller.start();
        begun.await();
        caller.interrupt();
        goOn.countDown();

        assertThat(running.get()).isEqualTo(1);
        assertThat(interruptKept).isTrue();
        assertThat(notes.visible()).containsExactly(1L);
    }

    @Test
    void close_finishesWhatWaitsAndRefusesTheRest() throws Exception {
        List<FutureTask<Long>> waiting = new ArrayList<>();
        Thread closing = new Thread(writer::close);
        try (HeldWriter held = new HeldWriter(writer)) {
            LongStream.range(0, 10).forEach(id -> waiting.add(held.waiting(Notes.adding(id))));
            closing.start();
            HeldWriter.awaitWaiting(closing);

            assertThatThrownBy(() -> writer.write(Notes.adding(11)))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("closed");
        }
        closing.join();

        for (FutureTask<Long> task : waiting) {
            assertThat(task.get()).isBetween(0L, 9L);
        }
        assertThat(notes.visible()).hasSize(10);
        writer.close();
    }

    @Test
    void refuses_theListenerThatWrites() throws Exception {
        List<RuntimeException> refusals = new CopyOnWriteArrayList<>();
        writer.listeners().onCommit(changes -> {
            try {
                writer.write(Notes.adding(2));
            } catch (IllegalStateException refused) {
                refusals.add(refused);
            }
        });

        writer.write(Notes.adding(1));

        assertThat(refusals).hasSize(1);
        assertThat(notes.visible()).containsExactly(1L);
    }

    /** A log that nobody reads, or an application's own hook: neither may hold up those who write. */
    @Test
    void slowListenerOfActs_delaysNobodyElse() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        writer.listeners().onAct(act -> {
            held.countDown();
            await(goOn);
        });
        FutureTask<Long> slow = new FutureTask<>(() -> writer.write(transaction -> {
            transaction.audit(new AuthEvent.UserCreated(AuditContext.at(Instant.EPOCH), UserId.of(1)));
            return Notes.adding(1).doIn(transaction);
        }));
        Thread caller = new Thread(slow);
        caller.start();
        await(held);

        writer.write(Notes.adding(2));

        assertThat(notes.visible()).containsExactly(1L, 2L);
        assertThat(slow).isNotDone();
        goOn.countDown();
        assertThat(slow.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        caller.join();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void conflict_runsTheWholeTransactionAgain() throws Exception {
        AtomicInteger attempts = new AtomicInteger();

        long written = writer.write(transaction -> {
            if (attempts.incrementAndGet() < 3) {
                transaction.sql().update("insert into note (id) values (?)", 70L + attempts.get());
                throw conflict();
            }
            return Notes.adding(77).doIn(transaction);
        });

        assertThat(written).isEqualTo(77);
        assertThat(attempts).hasValue(3);
        assertThat(notes.visible()).containsExactly(77L);
        assertThat(announced).containsExactly(List.of(new Change.UserChanged(UserId.of(77))));
    }

    @Test
    void conflictThatDoesNotEnd_isReportedAndLeavesNothing() throws Exception {
        assertThatThrownBy(() -> writer.write(transaction -> {
                    transaction.sql().update("insert into note (id) values (71)");
                    throw conflict();
                }))
                .isInstanceOf(StoreUnavailableException.class);
        writer.write(Notes.adding(78));

        assertThat(notes.visible()).containsExactly(78L);
    }

    private static SQLException conflict() {
        return new SQLException("a snapshot is outdated", null, SQLiteErrorCode.SQLITE_BUSY_SNAPSHOT.code);
    }
}
