package dev.keycard.sql;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table as it is copied: the columns of the source, in its order. The target may have further columns with defaults. Immutable.
 *
 * @param key what a row is named by in messages, and the order of copying; the first columns of the primary key
 */
record CopiedTable(String name, String key, List<Column> columns) {

    /** The tables in an order in which each row finds the rows that it refers to. */
    static final List<String> NAMES = List.of(
            "users",
            "account",
            "reserved_name",
            "login",
            "api_token",
            "familiar_address",
            "mail_change",
            "signing_key",
            "change",
            "audit");

    /** A column, and whether it holds bytes instead of a text or a number. */
    record Column(String name, boolean bytes) {}

    private record Declared(String name, String type, long keyPosition) {}

    /** Reads the columns from the schema of the source. */
    static CopiedTable of(String name, SqlConnection source) throws SQLException {
        List<Declared> declared = source.list("pragma table_info(" + name + ")", row -> {
            row.number();
            String column = row.text();
            String type = row.text();
            row.number();
            row.textOrNull();
            return new Declared(column, type, row.number());
        });
        String key = declared.stream()
                .filter(column -> column.keyPosition() == 1)
                .map(Declared::name)
                .findFirst()
                .orElseThrow();
        return new CopiedTable(
                name,
                key,
                declared.stream()
                        .map(column -> new Column(column.name(), column.type().equalsIgnoreCase("blob")))
                        .toList());
    }

    String select() {
        return "select " + names() + " from " + name + " order by " + key;
    }

    String copyIn() {
        return "copy " + name + " (" + names() + ") from stdin";
    }

    private String names() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }
}
