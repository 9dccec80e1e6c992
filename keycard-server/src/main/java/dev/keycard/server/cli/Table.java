package dev.keycard.server.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** A table of texts, aligned in columns. */
final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... head) {
        rows.add(List.of(head));
    }

    void add(String... cells) {
        rows.add(List.of(cells));
    }

    void print(PrintStream out) {
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String cell = Text.visible(row.get(column));
                line.append(cell).append(" ".repeat(width(column) - cell.length() + 2));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private int width(int column) {
        return rows.stream()
                .mapToInt(row -> Text.visible(row.get(column)).length())
                .max()
                .orElse(0);
    }
}
