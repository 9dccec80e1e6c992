package dev.keycard.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuditContext;
import dev.keycard.user.NewUser;
import dev.keycard.user.UserStore;
import dev.keycard.user.Username;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real second process that writes beside this one, and is killed in the middle of it. */
class CrashTest {

    private static final int ENOUGH = 200;

    @TempDir
    Path directory;

    @Test
    @Timeout(60)
    void keeps_allThatAProcessWasAnsweredBeforeItWasKilled() throws Exception {
        Path file = directory.resolve("keycard.db");
        List<String> answered = new ArrayList<>();
        try (SqliteDatabase own = SqliteDatabase.open(SqliteSettings.of(file))) {
            Process other = startAnother(file);
            try (BufferedReader lines = other.inputReader(UTF_8)) {
                for (int i = 0; i < ENOUGH; i++) {
                    answered.add(answerOf(lines));
                    create(own.users(), "own-" + i);
                }
                // By its handle: destroying the process itself would close the stream that is read to its end here.
                other.toHandle().destroyForcibly();
                lines.lines().filter(line -> line.endsWith(".")).forEach(answered::add);
            }
            other.waitFor();

            assertThat(answered).hasSizeGreaterThanOrEqualTo(ENOUGH);
            assertThat(answered).allSatisfy(line -> assertKnown(own.users(), line.replace(".", "")));
            assertKnown(own.users(), "own-" + (ENOUGH - 1));
        }
    }

    private static String answerOf(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        assertThat(line).isNotNull().endsWith(".");
        return line;
    }

    private static Process startAnother(Path file) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Another.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void assertKnown(UserStore users, String name) {
        assertThat(users.findByName(Username.parse(name).orElseThrow())).isPresent();
    }

    private static void create(UserStore users, String name) {
        users.create(NewUser.named(Username.parse(name).orElseThrow(), ""), AuditContext.at(Instant.EPOCH));
    }

    /** The other process: creates users without end, and names each one when the store has answered. */
    static final class Another {

        private Another() {}

        public static void main(String[] arguments) {
            UserStore users = SqliteDatabase.open(SqliteSettings.of(Path.of(arguments[0])))
                    .users();
            for (int i = 0; ; i++) {
                create(users, "other-" + i);
                System.out.println("other-" + i + ".");
                System.out.flush();
            }
        }
    }
}
