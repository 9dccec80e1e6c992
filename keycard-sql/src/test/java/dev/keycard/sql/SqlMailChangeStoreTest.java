package dev.keycard.sql;

import dev.keycard.testkit.MailChangeStoreContract;
import dev.keycard.testkit.StoreFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqlMailChangeStoreTest extends MailChangeStoreContract {

    @TempDir
    Path directory;

    @Override
    protected StoreFixture openStores() {
        return SqliteStores.in(directory);
    }
}
