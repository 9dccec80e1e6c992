package dev.keycard.sql;

import dev.keycard.testkit.StoreContracts;
import dev.keycard.testkit.StoreFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The stores in SQL pass every contract on a real file. */
class SqlStoresTest extends StoreContracts {

    @TempDir
    Path directory;

    @Override
    protected StoreFixture openStores() {
        return SqliteStores.in(directory);
    }
}
