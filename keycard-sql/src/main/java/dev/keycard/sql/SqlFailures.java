package dev.keycard.sql;

import dev.keycard.store.StoreUnavailableException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Maps failures of a database to exceptions of the stores. */
record SqlFailures(Dialect dialect) {

    /**
     * Returns unchecked exceptions unchanged, and those of the database as {@link dev.keycard.store.StoreUnavailableException}.
     */
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
