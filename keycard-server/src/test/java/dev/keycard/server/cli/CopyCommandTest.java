package dev.keycard.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.http.Json;
import dev.keycard.server.testing.TestServer;
import dev.keycard.testkit.PostgresServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code keycard copy} between a real file and a real PostgreSQL server, and the servers before and after. */
class CopyCommandTest {

    private static final String PASSWORD = "correct horse battery";

    private final String url = PostgresServer.shared().emptyDatabase();
    private Path data;
    private Shell shell;

    @BeforeEach
    void createUser(@TempDir Path temporary) {
        data = temporary.resolve("data");
        shell = new Shell(temporary);
        assertThat(shell.runWithInput(
                                PASSWORD + "\n", "user", "create", "ann", "--data", data.toString(), "--password-stdin")
                        .code())
                .isZero();
    }

    @AfterEach
    void drop() {
        PostgresServer.shared().drop(url);
    }

    @Test
    void move_keepsWhatWasIssued_andClosesTheFile() {
        String token;
        try (TestServer before = TestServer.start(data)) {
            token = before.client()
                    .post(
                            "/api/token-auth/",
                            Json.object().put("username", "ann").put("password", PASSWORD))
                    .json()
                    .get("token")
                    .asString();
        }

        Shell.Outcome moved = copy("--to", url);

        assertThat(moved.err()).contains("Copied 100%").contains("sealing.key as sealing-key");
        assertThat(moved.out())
                .matches("(?s)TABLE +SQLITE +POSTGRESQL\\R(.*\\R)?users +(\\d+) +\\2\\R.*")
                .containsPattern("login +0 +0\\R");
        assertThat(moved.code()).isZero();
        try (TestServer after = TestServer.start(data, Map.of("store.url", url))) {
            assertThat(after.client()
                            .get("/api/profile/", "Authorization", "Token " + token)
                            .status())
                    .isEqualTo(200);
            assertThat(after.client().signIn("ann", PASSWORD).status()).isEqualTo(200);
        }
        Shell.Outcome old = shell.run("user", "list", "--data", data.toString());
        assertThat(old.code()).isEqualTo(Cli.FAILED);
        assertThat(old.err()).contains("was moved to " + url.replaceFirst("\\?.*", ""));
    }

    @Test
    void try_besideARunningServer_leavesTheFileInUse_andPrintsJson() {
        try (TestServer running = TestServer.start(data)) {
            Shell.Outcome tried = copy("--to", url, "--try", "--json");

            assertThat(tried.err()).contains("What happens from now on is not in the copy.");
            assertThat(tried.out()).contains("\"table\" : \"users\"");
            assertThat(running.client().signIn("ann", PASSWORD).status()).isEqualTo(200);
            refused("is in use: stop the server", "--to", url);
        }
        assertThat(copy("--to", url).code()).isZero();
        assertThat(copy("--to", url, "--undo").out()).contains("the SQLite database is in use again");
        assertThat(shell.run("user", "list", "--data", data.toString()).out()).contains("ann");
    }

    @Test
    void schemaIsNamed_andServersFindWhatWasMovedThere() {
        assertThat(copy("--to", url, "--to-schema", "keycard").code()).isZero();

        Map<String, String> settings = Map.of("store.url", url, "store.schema", "keycard");
        try (TestServer after = TestServer.start(data, settings)) {
            assertThat(after.client().signIn("ann", PASSWORD).status()).isEqualTo(200);
        }
        Shell configured = new Shell(
                Objects.requireNonNull(data.getParent()),
                Map.of("KEYCARD_STORE_URL", url, "KEYCARD_STORE_SCHEMA", "keycard"));
        assertThat(configured.run("user", "list", "--data", data.toString()).out())
                .contains("ann");
        assertThat(configured.run("doctor", "--all", "--data", data.toString()).out())
                .contains("The database has schema");
        refused("--to cannot be used: store.schema must be a name", "--to", url, "--to-schema", "a b");
    }

    @Test
    void barOnAConsole_isDrawnInOneLine() {
        Shell.Outcome moved = shell.runAnswering(List.of(), "copy", "--data", data.toString(), "--to", url);

        assertThat(moved.err()).contains("\r[").contains("########] 100%").doesNotContain("Copied");
        assertThat(moved.code()).isZero();
    }

    @Test
    void databaseOfTheConfiguration_isTheTarget_andTheFileOfTheFolderTheSource() {
        Shell configured = new Shell(Objects.requireNonNull(data.getParent()), Map.of("KEYCARD_STORE_URL", url));

        assertThat(configured.run("copy", "--data", data.toString()).code()).isZero();
        assertThat(configured.run("user", "list", "--data", data.toString()).out())
                .contains("ann");
    }

    @Test
    void passwordOfTheUser_isAskedOrRead_andNeverAnArgument() {
        String noUser = url.replaceFirst("\\?.*", "");
        assertThat(shell.runAnswering(
                                List.of("any"),
                                "copy",
                                "--data",
                                data.toString(),
                                "--to",
                                noUser,
                                "--to-user",
                                "postgres")
                        .code())
                .isZero();
        assertThat(shell.runWithInput(
                                "any\n",
                                "copy",
                                "--data",
                                data.toString(),
                                "--to",
                                noUser,
                                "--to-user",
                                "postgres",
                                "--password-stdin")
                        .code())
                .isZero();
        refused("contains a password", "--to", url + "&password=secret");
    }

    @Test
    void refuses_whatIsNoMoveFromSqliteToPostgres() {
        refused("moves from SQLite to PostgreSQL only; --to", "--to", "jdbc:sqlite:/tmp/other.db");
        refused("moves from SQLite to PostgreSQL only; --to");
        refused("moves from SQLite to PostgreSQL only; --from", "--to", url, "--from", url);
        refused("contradict each other", "--to", url, "--try", "--undo");
        refused(
                "There is no database at",
                "--to",
                url,
                "--from",
                data.resolve("none.db").toString());
    }

    @Test
    void refuses_serverThatCannotBeReached_inOneSentence() {
        refused("the connection to the database failed", "--to", "jdbc:postgresql://127.0.0.1:1/none");
    }

    private void refused(String sentence, String... options) {
        Shell.Outcome refused = copy(options);
        assertThat(refused.code()).isEqualTo(Cli.FAILED);
        assertThat(refused.err()).contains(sentence);
        assertThat(refused.out()).isEmpty();
    }

    private Shell.Outcome copy(String... options) {
        String[] all = new String[options.length + 3];
        all[0] = "copy";
        all[1] = "--data";
        all[2] = data.toString();
        System.arraycopy(options, 0, all, 3, options.length);
        return shell.run(all);
    }
}
