package dev.keycard.server.cli;

import dev.keycard.sql.DatabaseCopy;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Shows how far a copy is: a bar on a console, and a line for each tenth elsewhere. For one thread. */
final class CopyProgress implements DatabaseCopy.Progress {

    private static final int WIDTH = 40;

    private final PrintStream err;
    private final boolean console;
    private int shown = -1;

    private CopyProgress(PrintStream err, boolean console) {
        this.err = err;
        this.console = console;
    }

    static CopyProgress on(Terminal terminal) {
        return new CopyProgress(terminal.err(), terminal.prompt().isPresent());
    }

    @Override
    public void copied(String table, long rows, long ofRows) {
        int percent = ofRows == 0 ? 100 : (int) (rows * 100 / ofRows);
        int step = console ? percent : percent / 10;
        if (step > shown) {
            shown = step;
            show(table, rows, ofRows, percent);
        }
    }

    private void show(String table, long rows, long ofRows, int percent) {
        String numbers = String.format(Locale.ROOT, "%3d%%  %,d of %,d rows", percent, rows, ofRows);
        if (!console) {
            err.println("Copied " + numbers.strip() + ", " + table);
            return;
        }
        int filled = percent * WIDTH / 100;
        String line = String.format(
                Locale.ROOT,
                "\r[%s%s] %s  %-16s%s",
                "#".repeat(filled),
                " ".repeat(WIDTH - filled),
                numbers,
                table,
                percent == 100 ? "\n" : "");
        // As bytes: the stream escapes the carriage return of texts.
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        err.write(bytes, 0, bytes.length);
        err.flush();
    }
}
