package dev.keycard.sql;

import dev.keycard.testkit.StoreFixture;
import dev.keycard.testkit.UserGuardContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqlUserGuardTest extends UserGuardContract {

    @TempDir
    Path directory;

    @Override
    protected StoreFixture openStores() {
        return SqliteStores.in(directory);
    }
}
