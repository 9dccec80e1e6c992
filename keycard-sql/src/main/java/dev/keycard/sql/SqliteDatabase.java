package dev.keycard.sql;

import dev.keycard.Stores;
import dev.keycard.api.Internal;
import dev.keycard.apitoken.ApiTokenStore;
import dev.keycard.audit.AuditStore;
import dev.keycard.change.ChangeLog;
import dev.keycard.change.ChangeSignal;
import dev.keycard.key.SigningKeyStore;
import dev.keycard.login.LoginStore;
import dev.keycard.mailchange.MailChangeStore;
import dev.keycard.metrics.Metrics;
import dev.keycard.signin.FamiliarAddressStore;
import dev.keycard.store.StoreUnavailableException;
import dev.keycard.store.Subscription;
import dev.keycard.user.UserStore;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * An open SQLite database and the stores in it. Other processes may open the same file at the same time, on the same machine; a
 * network file system is not supported. Thread-safe.
 */
public final class SqliteDatabase implements Database {

    private final ReaderPool readers;
    private final GroupWriter writer;
    private final RepairableConnection writing;
    private final Transactions transactions;
    private final Stores stores;
    private final SchemaState schema;

    private SqliteDatabase(SqliteFile file, SchemaState schema, SqliteSettings settings) {
        this.schema = schema;
        this.readers = new ReaderPool(
                file::openReader, settings.readers(), settings.busyTimeout(), new SqlFailures(SqliteFile.DIALECT));
        this.writing = new RepairableConnection(() -> openUnlessMoved(file));
        this.writer = new GroupWriter(writing, settings.waitingWrites(), settings.writesPerCommit()).start();
        this.transactions = new SqliteTransactions(readers, writer);
        this.stores = SqlStores.over(
                transactions,
                settings.policy(),
                new SqliteGauge(file, readers, settings.policy().sizes()));
    }

    /**
     * Opens the database, after making and migrating it where needed.
     *
     * @throws DatabaseOpenException if that fails; its message is for the operator
     */
    public static SqliteDatabase open(SqliteSettings settings) {
        SqliteFile file = new SqliteFile(settings.file(), settings.busyTimeout());
        SqliteMigrations migrations = new SqliteMigrations(file);
        migrations.migrate();
        requireWritable(file);
        return new SqliteDatabase(file, migrations.state(), settings);
    }

    /**
     * Opens the database of that file with {@linkplain SqliteSettings#of the defaults}, after making and migrating it where
     * needed.
     *
     * @throws DatabaseOpenException if that fails; its message is for the operator
     */
    public static SqliteDatabase open(Path file) {
        return open(SqliteSettings.of(file));
    }

    /** SQLite silently opens a file without write permission as read-only, so this is checked at the start. */
    private static void requireWritable(SqliteFile file) {
        try (SqlConnection sql = openUnlessMoved(file)) {
            sql.execute("begin immediate");
            sql.execute("rollback");
        } catch (SQLException failure) {
            throw file.cannotOpen(failure);
        }
    }

    /** What was acknowledged in a database that was moved would be unknown where the installation lives now. */
    private static SqlConnection openUnlessMoved(SqliteFile file) throws SQLException {
        SqlConnection sql = file.openWriter();
        String moved = CopySource.movedTo(sql);
        if (moved != null) {
            sql.close();
            throw new DatabaseOpenException("The database " + file.path() + " was moved to " + moved
                    + ": set store.url to that, or undo the move with keycard copy --undo.");
        }
        return sql;
    }

    Transactions transactions() {
        return transactions;
    }

    @Override
    public Stores stores() {
        return stores;
    }

    /** None: other processes read the file by polling, which costs little on the same machine. */
    @Override
    public ChangeSignal signal() {
        return ChangeSignal.NONE;
    }

    /** The given clock: all processes of the file are on this machine. */
    @Override
    public InstantSource clock(InstantSource local, LongSupplier nanoClock) {
        return local;
    }

    @Internal
    @Override
    public SchemaState schema() {
        return schema;
    }

    @Internal
    @Override
    public void watch(Metrics metrics) {
        onBatch(new WriterMetrics(metrics));
        metrics.gauge("keycard_writer_waiting", "Changes that wait to be written.", this::waitingWrites);
    }

    public UserStore users() {
        return stores.users();
    }

    public LoginStore logins() {
        return stores.logins();
    }

    public ApiTokenStore apiTokens() {
        return stores.apiTokens();
    }

    public SigningKeyStore signingKeys() {
        return stores.keys();
    }

    public ChangeLog changes() {
        return stores.changes();
    }

    public AuditStore audit() {
        return stores.audit();
    }

    /** Adds a listener that receives the outcome of each transaction. */
    @Internal
    public Subscription onBatch(BatchListener listener) {
        return writer.onBatch(listener);
    }

    /** How many changes wait to be written. */
    public int waitingWrites() {
        return writer.waiting();
    }

    @Internal
    @Override
    public SecurityReport report(HashQuestions hashes, Instant now, Instant idleSince) {
        return readers.read(sql -> SqlSecurityReport.of(sql, health(sql), hashes, now, idleSince));
    }

    private static SqlSecurityReport.Health health(SqlConnection sql) throws SQLException {
        return new SqlSecurityReport.Health(damage(sql), SecurityReport.Server.NONE);
    }

    private static List<String> damage(SqlConnection sql) throws SQLException {
        return sql.list("pragma quick_check(5)", Row::text).stream()
                .filter(line -> !line.equals("ok"))
                .toList();
    }

    public FamiliarAddressStore familiarAddresses() {
        return stores.familiarAddresses();
    }

    public MailChangeStore mailChanges() {
        return stores.mailChanges();
    }

    @Override
    public boolean isHealthy() {
        try {
            return readers.read(sql -> sql.exists("select 1 from sqlite_master limit 1"));
        } catch (StoreUnavailableException unhealthy) {
            return false;
        }
    }

    /**
     * Finishes waiting changes and running reads, refuses further ones with {@link StoreUnavailableException}, and closes the
     * file. Closing again does nothing.
     */
    @Override
    public synchronized void close() {
        writer.close();
        readers.close();
        // Closed last: the last connection merges the write-ahead log into the file if it may write.
        writing.drop();
    }
}
