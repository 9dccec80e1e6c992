package dev.keycard.benchmarks.scale;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Fills a PostgreSQL database by COPY. Keys and indexes are dropped before and made again afterwards, which is much faster. */
final class PostgresSink implements RowSink {

    private static final int MESSAGE = 1 << 16;

    private static final String CONSTRAINTS = """
            select format('alter table %s drop constraint %I', conrelid::regclass, conname),
                format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
            from pg_constraint
            where contype in ('p', 'u', 'f') and connamespace = current_schema()::regnamespace
                and conrelid::regclass::text not in ('installation', 'keycard_schema_history')
            order by contype = 'f' desc, conname""";

    private static final String INDEXES = """
            select format('drop index %I', indexname), indexdef from pg_indexes
            where schemaname = current_schema() and tablename not in ('installation', 'keycard_schema_history')""";

    private final Connection connection;
    private final List<String> rebuilding;
    private final StringBuilder lines = new StringBuilder(MESSAGE + 4096);
    private @Nullable CopyIn copy;

    PostgresSink(String url) throws SQLException {
        connection = DriverManager.getConnection(url);
        execute("set maintenance_work_mem = '512MB'");
        execute("set synchronous_commit = off");
        List<String> keys = dropped(CONSTRAINTS);
        Collections.reverse(keys);
        rebuilding = new ArrayList<>(dropped(INDEXES));
        rebuilding.addAll(keys);
    }

    /** Drops what the query finds, and gives the statements that make it again. */
    private List<String> dropped(String query) throws SQLException {
        List<String> making = new ArrayList<>();
        List<String> dropping = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            while (found.next()) {
                dropping.add(found.getString(1));
                making.add(found.getString(2));
            }
        }
        for (String drop : dropping) {
            execute(drop);
        }
        return making;
    }

    @Override
    public void begin(String table, List<String> columns) throws SQLException {
        copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + table + " (" + String.join(", ", columns) + ") from stdin");
    }

    @Override
    public void row(@Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                lines.append('\t');
            }
            lines.append(values[i] == null ? "\\N" : values[i]);
        }
        lines.append('\n');
        if (lines.length() >= MESSAGE) {
            send();
        }
    }

    private void send() throws SQLException {
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        copying().writeToCopy(bytes, 0, bytes.length);
        lines.setLength(0);
    }

    private CopyIn copying() {
        if (copy == null) {
            throw new IllegalStateException("no table was begun");
        }
        return copy;
    }

    @Override
    public void end() throws SQLException {
        send();
        copying().endCopy();
    }

    @Override
    public void finish() throws SQLException {
        for (String statement : rebuilding) {
            execute(statement);
        }
        for (String numbered : List.of("users.id", "change.seq", "audit.seq")) {
            String table = numbered.substring(0, numbered.indexOf('.'));
            String column = numbered.substring(numbered.indexOf('.') + 1);
            execute("select setval(pg_get_serial_sequence('" + table + "', '" + column + "'), (select max(" + column
                    + ") from " + table + "))");
        }
        execute("vacuum analyze");
        execute("checkpoint");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
