package dev.keycard.sql;

import dev.keycard.testkit.AccountStoreContract;
import dev.keycard.testkit.StoreFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqlAccountStoreTest extends AccountStoreContract {

    @TempDir
    Path directory;

    @Override
    protected StoreFixture openStores() {
        return SqliteStores.in(directory);
    }
}
