package dev.keycard.benchmarks.scale;

import dev.keycard.sql.PostgresDatabase;
import dev.keycard.sql.PostgresSettings;
import dev.keycard.sql.SqliteDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Measures what each operation costs on databases of several sizes, in turns: processor time of the database for each call, and
 * wall time. PostgreSQL's is that of the processes of its connections. SQLite runs in this process, so it is that of this one.
 *
 * <p>Arguments: {@code postgresql} or {@code sqlite}, an empty folder on the disk in question, the number of rounds, and the
 * numbers of logins, from the smallest to the largest.
 */
public final class ScaleBench {

    private static final int CALLS = 240;

    private final List<ScaledDatabase> databases = new ArrayList<>();
    private final Map<ScaledOperation, Map<ScaledDatabase, List<double[]>>> figures =
            new EnumMap<>(ScaledOperation.class);

    private ScaleBench() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[1]);
        int rounds = Integer.parseInt(args[2]);
        long[] sizes = Arrays.stream(args).skip(3).mapToLong(Long::parseLong).toArray();
        ScaleBench bench = new ScaleBench();
        if (args[0].equals("sqlite")) {
            bench.onSqlite(folder, rounds, sizes);
        } else {
            bench.onPostgres(folder, rounds, sizes);
        }
    }

    private void onPostgres(Path folder, int rounds, long[] sizes) throws Exception {
        try (ScalePostgres server = ScalePostgres.start(folder)) {
            for (long size : sizes) {
                Population population = population(size);
                String url = server.newDatabase("logins" + size);
                timed("filled " + size, () -> population.fillPostgres(url));
                printSizes(url, size);
                PostgresDatabase database =
                        PostgresDatabase.open(PostgresSettings.of(url).withConnections(4));
                database.isHealthy();
                databases.add(new ScaledDatabase(population, database, () -> postgresNanos(url))
                        .sampled(url, samples(size, rounds)));
            }
            ScalePostgres.execute(server.newDatabase("idle"), "checkpoint");
            measure(rounds);
        }
    }

    private static long postgresNanos(String url) {
        try {
            return ScalePostgres.processorNanos(ScalePostgres.processes(url));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void onSqlite(Path folder, int rounds, long[] sizes) throws Exception {
        for (long size : sizes) {
            Population population = population(size);
            Path file = folder.resolve("logins" + size + ".db");
            timed("filled " + size, () -> population.fillSqlite(file));
            System.out.printf(
                    Locale.ROOT,
                    "bytes per login, everything: %d%n",
                    file.toFile().length() / size);
            SqliteDatabase database = SqliteDatabase.open(file);
            databases.add(new ScaledDatabase(population, database, ScaleBench::threadsNanos)
                    .sampled("jdbc:sqlite:" + file, samples(size, rounds)));
        }
        measure(rounds);
    }

    /** What all threads of this process have used so far. */
    private static long threadsNanos() {
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            return ScalePostgres.processorNanos(
                    threads.map(thread -> Long.valueOf(thread.getFileName().toString()))
                            .toList());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Population population(long logins) {
        return new Population(Math.max(10, logins / 10), logins, Population.NOW);
    }

    /** Different logins for each call of a pass, as far as there are that many. */
    private static int samples(long size, int rounds) {
        return (int) Math.min(size / 4, CALLS * (long) rounds);
    }

    private interface Work {
        void run() throws Exception;
    }

    private static void timed(String name, Work work) throws Exception {
        long begin = System.nanoTime();
        work.run();
        System.out.printf(Locale.ROOT, "%s: %.1f s%n", name, (System.nanoTime() - begin) / 1e9);
    }

    /** The logins of a first pass are those of the second: then the database has their pages in its own memory. */
    private void measure(int rounds) throws Exception {
        pass(2, false);
        System.out.println("logins that were not used lately:");
        pass(rounds, false);
        print();
        System.out.println("the same logins again:");
        pass(rounds, true);
        print();
        refreshesDuringCleanup();
        for (ScaledDatabase database : databases) {
            database.close();
        }
    }

    private void pass(int rounds, boolean warm) {
        figures.clear();
        for (int round = 0; round < rounds; round++) {
            for (ScaledOperation operation : ScaledOperation.values()) {
                for (ScaledDatabase database : databases) {
                    figures.computeIfAbsent(operation, any -> new LinkedHashMap<>())
                            .computeIfAbsent(database, any -> new ArrayList<>())
                            .add(cost(operation, database, warm));
                }
            }
        }
    }

    /** Microseconds of a call: processor and wall. */
    private static double[] cost(ScaledOperation operation, ScaledDatabase database, boolean warm) {
        int calls = CALLS / operation.rarity;
        if (operation == ScaledOperation.REVOKE) {
            database.prepareDoomed(calls, warm);
        }
        long processor = database.meter.nanos();
        long begin = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            operation.run(database);
        }
        double wall = (System.nanoTime() - begin) / 1e3 / calls;
        return new double[] {(database.meter.nanos() - processor) / 1e3 / calls, wall};
    }

    private void print() {
        figures.forEach((operation, bySize) -> {
            StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-16s cpu us", operation));
            List<Double> medians =
                    bySize.values().stream().map(costs -> median(costs, 0)).toList();
            medians.forEach(value -> line.append(String.format(Locale.ROOT, " %8.1f", value)));
            line.append(
                    String.format(Locale.ROOT, "  x%.2f  wall us", medians.get(medians.size() - 1) / medians.get(0)));
            bySize.values().forEach(costs -> line.append(String.format(Locale.ROOT, " %8.1f", median(costs, 1))));
            System.out.println(line);
        });
    }

    private static double median(List<double[]> costs, int which) {
        double[] sorted =
                costs.stream().mapToDouble(cost -> cost[which]).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** On the largest database: how long refreshes take while another thread purges without a pause, and without it. */
    private void refreshesDuringCleanup() throws InterruptedException {
        ScaledDatabase largest = databases.get(databases.size() - 1);
        printTail("refreshes alone", latencies(largest));
        AtomicBoolean over = new AtomicBoolean();
        Thread cleaner = new Thread(() -> {
            while (!over.get()) {
                ScaledOperation.CLEANUP_STEP.run(largest);
            }
        });
        cleaner.start();
        printTail("refreshes during cleanup", latencies(largest));
        over.set(true);
        cleaner.join();
    }

    private static double[] latencies(ScaledDatabase database) {
        double[] micros = new double[3_000];
        for (int i = 0; i < micros.length; i++) {
            long begin = System.nanoTime();
            ScaledOperation.REFRESH.run(database);
            micros[i] = (System.nanoTime() - begin) / 1e3;
        }
        Arrays.sort(micros);
        return micros;
    }

    private static void printTail(String name, double[] sorted) {
        System.out.printf(
                Locale.ROOT,
                "%s: p50 %.0f us, p99 %.0f us, longest %.0f us%n",
                name,
                sorted[sorted.length / 2],
                sorted[sorted.length * 99 / 100],
                sorted[sorted.length - 1]);
    }

    private static void printSizes(String url, long logins) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select relname, pg_relation_size(oid), pg_indexes_size(oid), pg_total_relation_size(oid)
                        from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 4 desc""")) {
            long all = 0;
            while (rows.next()) {
                all += rows.getLong(4);
                if (rows.getString(1).equals("login")) {
                    System.out.printf(
                            Locale.ROOT,
                            "bytes per login: table %d, indexes %d%n",
                            rows.getLong(2) / logins,
                            rows.getLong(3) / logins);
                }
            }
            System.out.printf(Locale.ROOT, "bytes per login, everything: %d%n", all / logins);
        }
    }
}
