package dev.keycard.sql;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/** Writes rows to PostgreSQL in the text format of {@code COPY}, many rows in one message. For one thread at a time. */
final class CopyLines implements AutoCloseable {

    private static final int MESSAGE = 1 << 16;

    private final CopiedTable table;
    private final CopyIn copy;
    private final StringBuilder lines = new StringBuilder(MESSAGE + 4096);

    CopyLines(CopiedTable table, CopyIn copy) {
        this.table = table;
        this.copy = copy;
    }

    void add(Row row) throws SQLException {
        int began = lines.length();
        for (CopiedTable.Column column : table.columns()) {
            if (lines.length() > began) {
                lines.append('\t');
            }
            if (column.bytes()) {
                lines.append("\\\\x").append(HexFormat.of().formatHex(row.bytes()));
            } else {
                append(row.textOrNull(), column, began);
            }
        }
        lines.append('\n');
        if (lines.length() >= MESSAGE) {
            send();
        }
    }

    /** Sends what is left. */
    void end() throws SQLException {
        send();
        copy.endCopy();
    }

    /** Gives up what did not end. */
    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }

    private void send() throws SQLException {
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        lines.setLength(0);
    }

    private void append(@Nullable String text, CopiedTable.Column column, int began) {
        if (text == null) {
            lines.append("\\N");
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> lines.append("\\\\");
                case '\t' -> lines.append("\\t");
                case '\n' -> lines.append("\\n");
                case '\r' -> lines.append("\\r");
                case '\0' -> throw withNul(column, lines.substring(began));
                default -> lines.append(c);
            }
        }
    }

    /** The first column is the key. */
    private CopyException withNul(CopiedTable.Column column, String line) {
        String id = line.contains("\t") ? line.substring(0, line.indexOf('\t')) : line;
        return new CopyException("The row " + id + " of the table " + table.name() + " has a NUL character in "
                + column.name()
                + ", which PostgreSQL cannot store: remove it, for example with the SQLite statement update "
                + table.name() + " set " + column.name() + " = replace(" + column.name() + ", char(0), '').");
    }
}
