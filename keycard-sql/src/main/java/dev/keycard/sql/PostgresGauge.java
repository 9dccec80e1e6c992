package dev.keycard.sql;

import dev.keycard.store.SizeLimits;
import dev.keycard.store.StoreGauge;
import dev.keycard.store.StoreSize;

/**
 * Measures a PostgreSQL database, or the schema that holds Keycard's tables beside others. How much room its server has
 * left is not known here.
 */
record PostgresGauge(Transactions database, SizeLimits limits, boolean ofSchema) implements StoreGauge {

    private static final String DATABASE = "select pg_database_size(current_database())";
    private static final String SCHEMA = "select coalesce(sum(pg_total_relation_size(oid)), 0)::bigint"
            + " from pg_catalog.pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace";
    private static final String AUDIT = "select pg_total_relation_size('audit')";

    @Override
    public StoreSize measure() {
        return database.read(
                sql -> new StoreSize(sql.number(ofSchema ? SCHEMA : DATABASE), sql.number(AUDIT), Long.MAX_VALUE));
    }
}
