package dev.keycard.sql;

import dev.keycard.store.StoreUnavailableException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Failures of a database as the stores report them. */
record SqlFailures(Dialect dialect) {

    /** Unchecked failures as they are, those of the database as "ask again later". */
    RuntimeException unchecked(@Nullable Throwable failure) {
        if (failure instanceof SQLException sqlFailure) {
            return unavailable(sqlFailure);
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException unchecked
                ? unchecked
                : new StoreUnavailableException("the database failed", new IllegalStateException(failure));
    }

    StoreUnavailableException unavailable(SQLException failure) {
        return new StoreUnavailableException(dialect.describe(failure), failure);
    }
}
