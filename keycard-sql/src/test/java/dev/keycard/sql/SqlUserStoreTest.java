package dev.keycard.sql;

import dev.keycard.testkit.StoreFixture;
import dev.keycard.testkit.UserStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqlUserStoreTest extends UserStoreContract {

    @TempDir
    Path directory;

    @Override
    protected StoreFixture openStores() {
        return SqliteStores.in(directory);
    }
}
