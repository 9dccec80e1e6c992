package dev.keycard.sql;

import dev.keycard.store.SizeLimits;
import dev.keycard.store.StoreGauge;
import dev.keycard.store.StoreSize;

/** Measures a PostgreSQL database. How much room its server has left is not known here. */
record PostgresGauge(Transactions database, SizeLimits limits) implements StoreGauge {

    private static final String DATABASE = "select pg_database_size(current_database())";
    private static final String AUDIT = "select pg_total_relation_size('audit')";

    @Override
    public StoreSize measure() {
        return database.read(sql -> new StoreSize(sql.number(DATABASE), sql.number(AUDIT), Long.MAX_VALUE));
    }
}
