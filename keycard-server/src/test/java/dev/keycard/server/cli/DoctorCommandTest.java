package dev.keycard.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.http.Json;
import dev.keycard.server.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code keycard doctor} and {@code keycard openapi}, beside a running server and without one. */
class DoctorCommandTest {

    @TempDir
    private Path temporary;

    @Test
    void doctor_beforeTheFirstStart_makesNothing() {
        Path data = temporary.resolve("data");
        Shell.Outcome outcome = new Shell(temporary).run("doctor", "--data", data.toString());
        assertThat(outcome.out()).contains("database.schema: There is no database yet.");
        assertThat(data).doesNotExist();
    }

    @Test
    void doctor_besideAServer_findsTheUntouchedAdmin_andExitsWith1() {
        try (TestServer server = TestServer.start(temporary)) {
            Shell.Outcome outcome = new Shell(temporary).run("doctor", "--json", "--data", temporary.toString());
            assertThat(outcome.code()).isEqualTo(1);
            Map<String, String> levels = levels(outcome);
            assertThat(levels)
                    .containsEntry("accounts.first-admin", "warning")
                    .containsEntry("database.integrity", "ok")
                    .containsEntry("database.schema", "ok")
                    .containsEntry("files.sealing-key", "ok");
            assertThat(server.client().get("/healthz").status()).isEqualTo(200);
        }
    }

    @Test
    void doctor_afterThePasswordWasChanged_findsNoFirstAdmin() {
        TestServer.start(temporary).close();
        Shell shell = new Shell(temporary);
        shell.runWithInput(
                "correct horse battery\n",
                "user",
                "password",
                "admin",
                "--password-stdin",
                "--data",
                temporary.toString());
        Shell.Outcome outcome = shell.run("doctor", "--json", "--data", temporary.toString());
        assertThat(levels(outcome)).containsEntry("accounts.first-admin", "ok");
    }

    @Test
    void doctor_thatCannotRead_exitsWith2() throws IOException {
        Files.writeString(temporary.resolve("keycard.db"), "this is no database at all, whatever its name may say");
        Shell.Outcome outcome = new Shell(temporary).run("doctor", "--data", temporary.toString());
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("keycard: ");
        assertThat(new Shell(temporary)
                        .run("doctor", "--config", "nowhere.yaml")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void openApi_printsWhatTheServerShows() {
        try (TestServer server = TestServer.start(temporary)) {
            Shell.Outcome outcome = new Shell(temporary).run("openapi", "--data", temporary.toString());
            assertThat(outcome.code()).isZero();
            JsonMapper json = JsonMapper.shared(); // the description is longer than any request may be
            assertThat(json.readTree(outcome.out()))
                    .isEqualTo(
                            json.readTree(server.client().get("/openapi.json").body()));
        }
    }

    private static Map<String, String> levels(Shell.Outcome outcome) {
        Map<String, String> levels = new HashMap<>();
        read(outcome.out())
                .get("checks")
                .forEach(check -> levels.put(
                        check.get("check").asString(), check.get("level").asString()));
        return levels;
    }

    private static ObjectNode read(String json) {
        return Json.readObject(json.getBytes(StandardCharsets.UTF_8));
    }
}
