package dev.keycard.sql;

import dev.keycard.testkit.ApiTokenEndingContract;
import dev.keycard.testkit.StoreFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqlApiTokenEndingTest extends ApiTokenEndingContract {

    @TempDir
    Path directory;

    @Override
    protected StoreFixture openStores() {
        return SqliteStores.in(directory);
    }
}
