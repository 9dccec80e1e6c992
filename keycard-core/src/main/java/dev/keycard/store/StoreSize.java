package dev.keycard.store;

/**
 * The size of a store in bytes.
 *
 * @param database the size of the database, without free pages
 * @param audit the approximate size of the audit in it
 * @param free the free space on the disk of the database; {@link Long#MAX_VALUE} if it is unknown
 */
public record StoreSize(long database, long audit, long free) {}
