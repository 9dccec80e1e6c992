package dev.keycard.sql;

import dev.keycard.testkit.FamiliarAddressStoreContract;
import dev.keycard.testkit.StoreFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqlFamiliarAddressStoreTest extends FamiliarAddressStoreContract {

    @TempDir
    Path directory;

    @Override
    protected StoreFixture openStores() {
        return SqliteStores.in(directory);
    }
}
