package dev.keycard.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * What a session is told before it is used: in which schema it works, and its deadlines. These are statements and not
 * start-up parameters, which a pooler may ignore. Immutable.
 */
final class PostgresSession {

    /** How many characters of the name of a schema fit into the name that a session has for the server. */
    static final int SHOWN = 52;

    private static final String NAME = "keycard";
    private static final String IN = " in ";

    private final String statements;

    private PostgresSession(String statements) {
        this.statements = statements;
    }

    /**
     * The server gives up on its own, also when this process hangs in the middle of a transaction. A commit that was
     * answered must be durable, whatever the server's default is.
     */
    static PostgresSession of(PostgresSettings settings) {
        long millis = settings.deadlines().statement().toMillis();
        return new PostgresSession(path(settings.schema()) + "select " + shownName(settings.schema())
                + "pg_catalog.set_config('statement_timeout', '" + millis
                + "', false), pg_catalog.set_config('lock_timeout', '" + millis
                + "', false), pg_catalog.set_config('idle_in_transaction_session_timeout', '" + millis
                + "', false), pg_catalog.set_config('synchronous_commit', case"
                + " when pg_catalog.current_setting('synchronous_commit') = 'off'"
                + " then 'on' else pg_catalog.current_setting('synchronous_commit') end, false)");
    }

    /** A session for work that takes as long as it needs. */
    static PostgresSession patient(PostgresSettings settings) {
        return new PostgresSession(path(settings.schema()));
    }

    /**
     * Names are looked for in the schema alone, so no object elsewhere can take the place of one of Keycard or of
     * PostgreSQL. Temporary objects come last, because they would come first if they were not named.
     */
    private static String path(@Nullable String schema) {
        return schema == null ? "" : "set search_path to \"" + schema + "\", pg_temp;";
    }

    /** Without the setting, only the server knows which schema it is, and others may have made objects in it. */
    private static String shownName(@Nullable String schema) {
        return schema == null
                ? "pg_catalog.set_config('application_name', '" + NAME + IN
                        + "' || pg_catalog.left(coalesce(current_schema()::text, ''), " + SHOWN + "), false), "
                : "";
    }

    /** The name of a session for the server, from its beginning: it tells the sessions of several schemas apart. */
    static String name(PostgresSettings settings, String program) {
        return settings.schema() == null ? program : program + IN + settings.schema();
    }

    static String name(PostgresSettings settings) {
        return name(settings, NAME);
    }

    void begin(Connection connection) throws SQLException {
        if (!statements.isEmpty()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(statements);
            }
        }
    }
}
