package dev.keycard.sql;

import dev.keycard.testkit.StoreContracts;
import dev.keycard.testkit.StoreFixture;

/** Every promise of the stores holds on PostgreSQL. */
class PostgresStoresTest extends StoreContracts {

    @Override
    protected StoreFixture openStores() {
        return PostgresStores.open();
    }
}
