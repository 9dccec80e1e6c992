package dev.keycard.sql;

import dev.keycard.store.SizeLimits;
import dev.keycard.store.StoreGauge;
import dev.keycard.store.StoreSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** Measures a SQLite database: its pages in use, and the write-ahead log, which may not be merged yet. */
record SqliteGauge(SqliteFile file, ReaderPool readers, SizeLimits limits) implements StoreGauge {

    /** The size of an audit entry with its indexes: 130 to 200 bytes for most, more for long request ids. */
    static final long AUDIT_ENTRY = 250;

    private static final String PAGES = "pragma page_count";
    private static final String FREE_PAGES = "pragma freelist_count";
    private static final String PAGE_SIZE = "pragma page_size";

    /** Only the oldest entries are deleted, so the numbers have no gaps; a count would read all rows. */
    private static final String AUDIT_ENTRIES =
            "select coalesce((select max(seq) from audit) - (select min(seq) from audit) + 1, 0)";

    @Override
    public StoreSize measure() {
        return readers.read(this::measure);
    }

    private StoreSize measure(SqlConnection sql) throws SQLException {
        long pages = sql.number(PAGES) - sql.number(FREE_PAGES);
        long audit = sql.number(AUDIT_ENTRIES) * AUDIT_ENTRY;
        return new StoreSize(pages * sql.number(PAGE_SIZE) + logSize(), audit, free());
    }

    private long logSize() {
        Path log = file.path().resolveSibling(file.path().getFileName() + "-wal");
        try {
            return Files.exists(log) ? Files.size(log) : 0;
        } catch (IOException mergedMeanwhile) {
            return 0;
        }
    }

    private long free() {
        try {
            return Files.getFileStore(file.path()).getUsableSpace();
        } catch (IOException unknown) {
            return Long.MAX_VALUE;
        }
    }
}
