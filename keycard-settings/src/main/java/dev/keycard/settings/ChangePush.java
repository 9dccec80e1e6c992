package dev.keycard.settings;

/** How the other nodes are woken after a change. Without it they learn of changes when they poll. */
public enum ChangePush {
    /** Through the database, if it can: PostgreSQL can, SQLite needs none. */
    DATABASE,
    /** Not at all. */
    OFF
}
