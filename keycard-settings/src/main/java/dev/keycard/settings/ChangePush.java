package dev.keycard.settings;

/** How the other nodes are woken after a change. Without it they learn of changes when they poll. */
public enum ChangePush {
    /** Through the database, if it can: PostgreSQL can, SQLite needs none. */
    DATABASE,
    /** Through Redis, which is then needed for it. */
    REDIS,
    /** Not at all. */
    OFF
}
