package dev.keycard.sql;

import dev.keycard.testkit.StoreContracts;
import dev.keycard.testkit.StoreFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every promise of the stores holds when each piece of work conflicts once: nothing relies on being run once, or on what an
 * attempt that was undone had read.
 */
@Tag("long")
class ConflictingStoresTest extends StoreContracts {

    @TempDir
    Path directory;

    @Override
    protected StoreFixture openStores() {
        return SqliteStores.in(directory).conflicting();
    }
}
