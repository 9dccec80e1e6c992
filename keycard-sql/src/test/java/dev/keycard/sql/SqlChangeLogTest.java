package dev.keycard.sql;

import dev.keycard.testkit.ChangeLogContract;
import dev.keycard.testkit.StoreFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqlChangeLogTest extends ChangeLogContract {

    @TempDir
    Path directory;

    @Override
    protected StoreFixture openStores() {
        return SqliteStores.in(directory);
    }
}
