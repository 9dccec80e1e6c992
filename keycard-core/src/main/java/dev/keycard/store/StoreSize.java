package dev.keycard.store;

/**
 * How much a store holds, in bytes.
 *
 * @param database what the database holds, without room that it keeps for later
 * @param audit what the audit holds of that, as far as it can be told quickly
 * @param free what is left where the database is; {@link Long#MAX_VALUE} if that cannot be told
 */
public record StoreSize(long database, long audit, long free) {}
