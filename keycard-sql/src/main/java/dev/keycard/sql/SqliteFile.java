package dev.keycard.sql;

import dev.keycard.store.OwnerOnly;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/** A SQLite database file: makes it, and connects to it. Thread-safe. */
final class SqliteFile {

    static final Dialect DIALECT = new SqliteDialect();

    private final Path path;
    private final Duration busyTimeout;

    SqliteFile(Path path, Duration busyTimeout) {
        this.path = path.toAbsolutePath().normalize();
        this.busyTimeout = busyTimeout;
    }

    Path path() {
        return path;
    }

    boolean exists() {
        return Files.exists(path);
    }

    /**
     * Creates the file if it is missing, readable only by its owner, like the directories that are created for it.
     *
     * @throws DatabaseOpenException if that fails, or if the existing path is not a writable database
     */
    void create() {
        if (Files.isDirectory(path)) {
            throw new DatabaseOpenException(path + " is a directory, not a database file.");
        }
        if (!exists()) {
            createDirectories();
            createFile();
        }
        if (!Files.isReadable(path) || !Files.isWritable(path)) {
            throw new DatabaseOpenException("This user may not read and write the database file " + path + ".");
        }
    }

    private void createDirectories() {
        Path directory = path.getParent();
        try {
            if (directory != null && !Files.isDirectory(directory)) {
                Files.createDirectories(directory, OwnerOnly.folder(directory));
            }
        } catch (IOException failure) {
            throw new DatabaseOpenException("The directory " + directory + " cannot be created.", failure);
        }
    }

    private void createFile() {
        try {
            Files.createFile(path, OwnerOnly.file(path));
        } catch (FileAlreadyExistsException madeMeanwhile) {
            // Another process that starts at the same time may have created it.
        } catch (IOException failure) {
            throw new DatabaseOpenException("The database file " + path + " cannot be created.", failure);
        }
    }

    DatabaseOpenException cannotOpen(SQLException failure) {
        return new DatabaseOpenException(
                "The database " + path + " cannot be opened: " + DIALECT.describe(failure) + ".", failure);
    }

    /** A connection that may write. Each commit reaches the disk before it returns, also into the write-ahead log. */
    SqlConnection openWriter() throws SQLException {
        return new SqlConnection(writable().getConnection(), DIALECT);
    }

    /** A connection that cannot write. */
    SqlConnection openReader() throws SQLException {
        SQLiteConfig config = config();
        config.setReadOnly(true);
        return new SqlConnection(source(config).getConnection(), DIALECT);
    }

    SQLiteDataSource writable() {
        SQLiteConfig config = config();
        config.setSynchronous(SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        // If the file is deleted while the program runs, it must not be created again as an empty one.
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        return source(config);
    }

    private SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(Math.toIntExact(busyTimeout.toMillis()));
        return config;
    }

    /** As a URI, in which all characters of the file name are escaped for the driver. */
    private SQLiteDataSource source(SQLiteConfig config) {
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + path.toUri());
        return source;
    }
}
