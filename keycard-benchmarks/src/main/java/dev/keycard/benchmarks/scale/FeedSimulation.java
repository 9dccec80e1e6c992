package dev.keycard.benchmarks.scale;

import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.revocation.Change;
import dev.keycard.revocation.ChangeConfig;
import dev.keycard.revocation.ChangeFeed;
import dev.keycard.revocation.ChangeReader;
import dev.keycard.revocation.ChangeSource;
import dev.keycard.revocation.RecentRevocations;
import dev.keycard.revocation.RecordedChange;
import dev.keycard.sql.PostgresDatabase;
import dev.keycard.sql.PostgresSettings;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.postgresql.PGConnection;

/**
 * What revocations cost a process that remembers them: the real feed and the real memory, with that many changes a second.
 *
 * <p>Arguments: changes a second, and seconds; with an empty folder as a third argument the feed reads them from a PostgreSQL
 * server that is started there, while they are written.
 */
public final class FeedSimulation {

    private static final Duration ACCESS_LIFETIME = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int MIB = 1 << 20;

    private final int rate;
    private final int seconds;
    private final AtomicLong now = new AtomicLong(Population.NOW.toEpochMilli());
    private final InstantSource clock = () -> Instant.ofEpochMilli(now.get());

    private FeedSimulation(int rate, int seconds) {
        this.rate = rate;
        this.seconds = seconds;
    }

    public static void main(String[] args) throws Exception {
        FeedSimulation simulation = new FeedSimulation(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        if (args.length == 2) {
            simulation.remember();
        } else {
            simulation.readFromPostgres(Path.of(args[2]));
        }
    }

    /** With a clock that leaps from poll to poll: first until the memory is full, then for the measured time. */
    private void remember() {
        long empty = usedMemory();
        RecentRevocations revocations = new RecentRevocations(
                clock, ACCESS_LIFETIME, Math.toIntExact(rate * (ACCESS_LIFETIME.toSeconds() + 60)));
        ChangeFeed feed = feed(new Endless(), revocations);
        feed.start();
        long full = ACCESS_LIFETIME.plusSeconds(5).toMillis();
        for (long passed = 0; passed < full; passed += POLL.toMillis()) {
            poll(feed, revocations);
        }
        int kept = revocations.size();
        long bytes = usedMemory() - empty;
        print("revocations in memory", kept);
        print("memory MiB", (double) bytes / MIB);
        print("bytes per revocation", (double) bytes / kept);

        long begin = threadNanos();
        for (long passed = 0; passed < seconds * 1_000L; passed += POLL.toMillis()) {
            poll(feed, revocations);
        }
        double used = threadNanos() - begin;
        print("processor us per change", used / 1e3 / ((double) rate * seconds));
        print("processor, percent of a core", used / 1e7 / seconds);
        printChecks(revocations);
    }

    private void poll(ChangeFeed feed, RecentRevocations revocations) {
        now.addAndGet(POLL.toMillis());
        feed.catchUp();
        revocations.prune();
    }

    /** What a request pays: one question to the full memory. */
    private void printChecks(RecentRevocations revocations) {
        SplittableRandom random = new SplittableRandom(3);
        List<TimeId> logins = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            logins.add(TimeId.at(clock.instant(), random::nextBytes));
        }
        int ended = 0;
        long begin = 0;
        for (int round = 0; round < 200; round++) {
            if (round == 100) {
                begin = threadNanos();
            }
            for (int i = 0; i < logins.size(); i++) {
                ended += revocations.ended(UserId.of(i), logins.get(i)) ? 1 : 0;
            }
        }
        print("processor ns per check", (threadNanos() - begin) / 1e6);
        print("ended among unknown logins", ended);
    }

    /** In real time: one thread writes, the feed polls as a node does. */
    private void readFromPostgres(Path folder) throws Exception {
        try (ScalePostgres server = ScalePostgres.start(folder)) {
            String url = server.newDatabase("feed");
            try (PostgresDatabase database =
                    PostgresDatabase.open(PostgresSettings.of(url).withConnections(4))) {
                now.set(System.currentTimeMillis());
                RecentRevocations revocations = new RecentRevocations(clock, ACCESS_LIFETIME, rate * (seconds + 60));
                ChangeFeed feed = feed(database.stores().changes(), revocations);
                feed.start();
                AtomicBoolean over = new AtomicBoolean();
                Thread writer = new Thread(() -> write(url, over));
                writer.start();
                follow(feed, revocations, url);
                over.set(true);
                writer.join();
            }
        }
    }

    private void follow(ChangeFeed feed, RecentRevocations revocations, String url) throws Exception {
        List<Long> processes = ScalePostgres.processes(url);
        long database = ScalePostgres.processorNanos(processes);
        long own = threadNanos();
        List<Long> readings = new ArrayList<>();
        for (long passed = 0; passed < seconds * 1_000L; passed += POLL.toMillis()) {
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
            now.set(System.currentTimeMillis());
            long begin = System.nanoTime();
            feed.catchUp();
            revocations.prune();
            readings.add((System.nanoTime() - begin) / 1_000_000);
        }
        Collections.sort(readings);
        print("changes read", revocations.size());
        print("processor of the node, percent of a core", (threadNanos() - own) / 1e7 / seconds);
        print(
                "processor of the database for this reader, percent of a core",
                (ScalePostgres.processorNanos(processes) - database) / 1e7 / seconds);
        print("reading, median ms", readings.get(readings.size() / 2));
        print("reading, longest ms", readings.get(readings.size() - 1));
    }

    /** A tenth of a second's changes in each transaction. */
    private void write(String url, AtomicBoolean over) {
        SplittableRandom random = new SplittableRandom(5);
        try (Connection connection = DriverManager.getConnection(url)) {
            while (!over.get()) {
                long begin = System.nanoTime();
                StringBuilder rows = new StringBuilder();
                Instant at = Instant.ofEpochMilli(System.currentTimeMillis());
                for (int i = 0; i < rate / 10; i++) {
                    rows.append(at.toEpochMilli())
                            .append("\tLOGIN_ENDED\t")
                            .append(TimeId.at(at, random::nextBytes).text())
                            .append('\n');
                }
                var copy = connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("copy change (at, kind, subject) from stdin");
                byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
                copy.writeToCopy(bytes, 0, bytes.length);
                copy.endCopy();
                TimeUnit.NANOSECONDS.sleep(Math.max(0, 100_000_000 - (System.nanoTime() - begin)));
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private ChangeFeed feed(ChangeSource source, RecentRevocations revocations) {
        ChangeFeed feed = new ChangeFeed(source, clock, System::nanoTime, ChangeConfig.defaults(), ACCESS_LIFETIME);
        feed.listen(revocations::onChange);
        return feed;
    }

    private static long threadNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long usedMemory() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void print(String name, double value) {
        System.out.printf(Locale.ROOT, "%s: %.2f%n", name, value);
    }

    /** A log to which the changes of each poll are added when it is read: nine of ten end one login, the others all of a user. */
    private final class Endless implements ChangeSource {

        private final SplittableRandom random = new SplittableRandom(1);
        private long sequence;
        private long readUpTo = now.get();

        @Override
        public ChangeReader readerSince(Instant moment) {
            return this::next;
        }

        private List<RecordedChange> next(int limit) {
            long due = (now.get() - readUpTo) * rate / 1_000;
            int count = (int) Math.min(limit, due);
            List<RecordedChange> changes = new ArrayList<>(count);
            Instant at = clock.instant();
            for (int i = 0; i < count; i++) {
                changes.add(new RecordedChange(++sequence, at, change(at)));
            }
            readUpTo += count * 1_000L / rate;
            return changes;
        }

        private Change change(Instant at) {
            if (random.nextInt(10) == 0) {
                return new Change.LoginsEnded(UserId.of(random.nextLong(100_000_000)), at, null);
            }
            Instant began = at.minusMillis(random.nextLong(Duration.ofDays(30).toMillis()));
            return new Change.LoginEnded(TimeId.at(began, random::nextBytes));
        }
    }
}
