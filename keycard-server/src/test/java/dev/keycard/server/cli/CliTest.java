package dev.keycard.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuditContext;
import dev.keycard.http.Json;
import dev.keycard.server.testing.TestClient;
import dev.keycard.server.testing.TestServer;
import dev.keycard.sql.SqliteDatabase;
import dev.keycard.sql.SqliteSettings;
import dev.keycard.user.NewUser;
import dev.keycard.user.Username;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Commands against a database of their own. */
class CliTest {

    private static final String PASSWORD = "correct horse battery";

    private Path folder;
    private String data;
    private Shell shell;

    @BeforeEach
    void open(@TempDir Path temporary) {
        folder = temporary;
        data = temporary.resolve("data").toString();
        shell = new Shell(temporary);
    }

    @Test
    void userCreate_letsTheUserSignIn() {
        done(shell.runWithInput(PASSWORD + "\n", "user", "create", "ann", "--data", data, "--password-stdin"));
        try (TestServer server = TestServer.start(Path.of(data))) {
            assertThat(server.client().signIn("ann", PASSWORD).status()).isEqualTo(200);
        }
    }

    @Test
    void rehearse_usesNothingThatIsConfigured() throws IOException {
        Path configured = folder.resolve("configured.db");
        Files.writeString(folder.resolve("keycard.yaml"), "store:\n  url: jdbc:sqlite:" + configured + "\n");
        done(shell.run("rehearse", "--data", folder.resolve("rehearsed").toString()));
        assertThat(configured).doesNotExist();
        assertThat(folder.resolve("rehearsed").resolve("keycard.db")).exists();
    }

    @Test
    void userCreate_asksTwice_andRefusesADifference() {
        done(shell.runAnswering(List.of(PASSWORD, PASSWORD), "user", "create", "ann", "--data", data));
        failed(shell.runAnswering(List.of(PASSWORD, "another one"), "user", "create", "bob", "--data", data), "differ");
        failed(shell.run("user", "show", "bob", "--data", data), "no user bob");
    }

    @Test
    void userCreate_withoutConsoleOrInput_isRefused() {
        failed(shell.run("user", "create", "ann", "--data", data), "--password-stdin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "password123", "annann123", ""})
    void userCreate_appliesThePasswordPolicy(String weak) {
        failed(
                shell.runWithInput(weak + "\n", "user", "create", "annann12", "--data", data, "--password-stdin"),
                "hoose");
    }

    @Test
    void userCreate_refusesATakenName_howeverItIsWritten() {
        create("ann");
        failed(shell.run("user", "create", "ANN", "--data", data, "--no-password"), "taken");
    }

    @Test
    void userCreate_refusesAnImpossibleName() {
        failed(shell.run("user", "create", "a b", "--data", data, "--no-password"), "cannot be a user name");
    }

    @Test
    void userSet_changesWhatWasNamed_andNothingElse() {
        done(shell.run(
                "user",
                "create",
                "ann",
                "--data",
                data,
                "--no-password",
                "--email",
                "a@example.org",
                "--role",
                "x",
                "--staff"));
        ObjectNode changed = json(shell.run(
                "user",
                "set",
                "ann",
                "--data",
                data,
                "--no-staff",
                "--superuser",
                "--role",
                "y",
                "--no-role",
                "x",
                "--json"));
        assertThat(changed.get("email").asString()).isEqualTo("a@example.org");
        assertThat(changed.get("is_staff").asBoolean()).isFalse();
        assertThat(changed.get("is_superuser").asBoolean()).isTrue();
        assertThat(changed.get("is_active").asBoolean()).isTrue();
        assertThat(changed.get("roles").toString()).isEqualTo("[\"y\"]");
    }

    @Test
    void userSet_refusesContradiction() {
        create("ann");
        failed(shell.run("user", "set", "ann", "--data", data, "--staff", "--no-staff"), "contradict");
    }

    @Test
    void lastSuperuser_isNotRemoved() {
        done(shell.run("user", "create", "root", "--data", data, "--no-password", "--superuser"));
        failed(shell.run("user", "delete", "root", "--data", data), "last active superuser");
        failed(shell.run("user", "set", "root", "--data", data, "--inactive"), "last active superuser");
        failed(shell.run("user", "set", "root", "--data", data, "--no-superuser"), "last active superuser");
    }

    @Test
    void userList_showsEveryone_alsoAsJson() {
        create("ann");
        create("bob");
        assertThat(shell.run("user", "list", "--data", data).out()).contains("NAME", "ann", "bob");
        assertThat(shell.run("user", "list", "--data", data, "--json").out()).contains("\"username\" : \"bob\"");
    }

    /** A row that was imported, or comes from before such an address was refused. */
    @Test
    void userList_cannotBeMadeToSteerTheTerminal() {
        create("ann");
        try (SqliteDatabase database = SqliteDatabase.open(SqliteSettings.of(Path.of(data, "keycard.db")))) {
            NewUser evil =
                    NewUser.named(Username.parse("eve").orElseThrow(), "").withEmail("\u001b[2Jx\u009b");
            database.users().create(evil, AuditContext.at(Instant.EPOCH));
        }
        assertThat(shell.run("user", "list", "--data", data).out())
                .contains("?[2Jx?")
                .doesNotContain("\u001b", "\u009b");
        assertThat(shell.run("user", "list", "--data", data, "--json").out())
                .contains("\\u001B[2Jx\\u009b")
                .doesNotContain("\u001b", "\u009b");
    }

    @Test
    void userDelete_deletes() {
        create("ann");
        done(shell.run("user", "delete", "ann", "--data", data));
        failed(shell.run("user", "show", "ann", "--data", data), "no user ann");
    }

    @Test
    void userCreate_takesAReservedName_onlyIfThatIsSaid() {
        done(shell.run("user", "create", "finn", "--data", data, "--no-password"));
        done(shell.run("user", "delete", "finn", "--data", data));

        failed(shell.run("user", "create", "FINN", "--data", data, "--no-password"), "--take-reserved-name");

        done(shell.run("user", "create", "Finn", "--data", data, "--no-password", "--take-reserved-name"));
        failed(shell.run("user", "create", "finn", "--data", data, "--take-reserved-name"), "taken");
    }

    @Test
    void commands_workBesideARunningServer() {
        try (TestServer server = TestServer.start(Path.of(data), Map.of("change.poll", "20ms"))) {
            done(shell.runWithInput(PASSWORD + "\n", "user", "create", "ann", "--data", data, "--password-stdin"));
            TestClient client = server.client();
            String bearer = "Bearer " + client.signIn("ann", PASSWORD).text("access");
            assertThat(client.get("/api/profile/", "Authorization", bearer).status())
                    .isEqualTo(200);
            done(shell.run("login", "revoke-all", "ann", "--data", data));
            awaitStatus(401, client, bearer);
            done(shell.runWithInput(
                    "another good one\n", "user", "password", "ann", "--data", data, "--password-stdin"));
            assertThat(client.signIn("ann", PASSWORD).status()).isEqualTo(401);
            assertThat(client.signIn("ann", "another good one").status()).isEqualTo(200);
        }
    }

    @Test
    void tokenCreate_printsATokenThatWorks_untilItIsRevoked() {
        create("ann");
        ObjectNode made = json(shell.run(
                "token",
                "create",
                "ann",
                "--data",
                data,
                "--name",
                "laptop",
                "--scope",
                "account",
                "--expires",
                "1h",
                "--json"));
        assertThat(shell.run("token", "list", "ann", "--data", data).out())
                .contains("laptop", "account")
                .doesNotContain(made.get("token").asString());
        try (TestServer server = TestServer.start(Path.of(data), Map.of("change.poll", "20ms"))) {
            String token = "Token " + made.get("token").asString();
            assertThat(server.client()
                            .get("/api/profile/", "Authorization", token)
                            .status())
                    .isEqualTo(200);
            String id = made.get("id").asString();
            done(shell.run("token", "revoke", id, "--data", data));
            awaitStatus(401, server.client(), token);
            failed(shell.run("token", "revoke", id, "--data", data), "no live API token");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"profile metrics", "", "\"profile\"", "prôfile"})
    void tokenCreate_refusesWhatIsNoScope(String scope) {
        done(shell.run("user", "create", "ann", "--data", data, "--no-password"));
        failed(shell.run("token", "create", "ann", "--data", data, "--scope", scope), "--scope");
        assertThat(shell.run("token", "list", "ann", "--data", data).out()).doesNotContain("kc_");
    }

    @Test
    void tokenRotate_printsTheNewToken_andEndsTheOldOneAfterTheOverlap() {
        create("ann");
        ObjectNode made = json(shell.run("token", "create", "ann", "--data", data, "--name", "ci", "--json"));
        String id = made.get("id").asString();
        try (TestServer server = TestServer.start(Path.of(data), Map.of("change.poll", "20ms"))) {
            String old = "Token " + made.get("token").asString();
            assertThat(server.client()
                            .get("/api/profile/", "Authorization", old)
                            .status())
                    .isEqualTo(200);
            ObjectNode rotated = json(shell.run("token", "rotate", id, "--overlap", "0", "--data", data, "--json"));
            assertThat(rotated.get("name").asString()).isEqualTo("ci");
            assertThat(rotated.get("replaces").asString()).isEqualTo(id);
            String successor = "Token " + rotated.get("token").asString();
            assertThat(server.client()
                            .get("/api/profile/", "Authorization", successor)
                            .status())
                    .isEqualTo(200);
            awaitStatus(401, server.client(), old);
        }
        failed(shell.run("token", "rotate", id, "--data", data), "no live API token");
    }

    @Test
    void tokenRotate_refusesASecondTime_andWhatIsNoToken() {
        create("ann");
        String id = json(shell.run("token", "create", "ann", "--data", data, "--json"))
                .get("id")
                .asString();
        assertThat(shell.run("token", "rotate", id, "--data", data).out()).matches("kc_[A-Za-z0-9_-]+\\R");
        failed(shell.run("token", "rotate", id, "--data", data), "replaced already");
        failed(shell.run("token", "rotate", "x", "--data", data), "no live API token");
        failed(shell.run("token", "rotate", id, "--overlap", "31d", "--data", data), "no overlap");
    }

    @Test
    void tokenCreate_printsTheTokenAlone_forScripts() {
        create("ann");
        assertThat(shell.run("token", "create", "ann", "--data", data).out()).matches("kc_[A-Za-z0-9_-]+\\R");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0d", "soon", "-1d"})
    void tokenCreate_refusesAnImpossibleLifetime(String lifetime) {
        create("ann");
        failed(shell.run("token", "create", "ann", "--data", data, "--expires=" + lifetime), "no lifetime");
    }

    @Test
    void loginRevoke_endsOneLogin() {
        try (TestServer server = TestServer.start(Path.of(data))) {
            server.client().signIn("admin", server.adminPassword());
            server.client().signIn("admin", server.adminPassword());
            String list = shell.run("login", "list", "admin", "--data", data).out();
            String id = list.lines().skip(1).findFirst().orElseThrow().split(" ", -1)[0];
            done(shell.run("login", "revoke", id, "--data", data));
            assertThat(shell.run("login", "list", "admin", "--data", data, "--json")
                            .out())
                    .doesNotContain(id);
            failed(shell.run("login", "revoke", id, "--data", data), "no live login");
        }
    }

    @Test
    void keysRotate_addsAKey_andLetsTheOtherRetire() {
        ObjectNode next = json(shell.run("keys", "rotate", "--data", data, "--publish-for", "0s", "--json"));
        String list = shell.run("keys", "list", "--data", data).out();
        assertThat(list.lines()).hasSize(3);
        assertThat(list).contains(next.get("kid").asString(), "ES256", "signing", "retiring");
    }

    @Test
    void keysRemove_tellsWhatSignsInstead_andForgetsTheKey() {
        String kid = keys(shell).get(0).get("kid").asString();
        assertThat(done(shell.run("keys", "remove", kid, "--data", data)).out())
                .contains("Removed key " + kid, "in its place");
        assertThat(shell.run("keys", "list", "--data", data).out()).doesNotContain(kid);
        Shell.Outcome again = shell.run("keys", "remove", kid, "--data", data);
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("There is no key " + kid);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-zhZVl4nVFBi", "-_ZVl4nVFBi", "--data4nVFBi"})
    void keysRemove_takesNamesThatBeginWithADash(String kid) {
        failed(shell.run("keys", "remove", kid, "--data", data), "There is no key " + kid);
        failed(shell.run("keys", "remove", "--data", data, kid), "There is no key " + kid);
    }

    @Test
    void keysRemove_takesNamesThatBeginAsTheOptionForHelp_behindTwoDashes() {
        assertThat(shell.run("keys", "remove", "-hZVl4nVFBi", "--data", data).code())
                .isEqualTo(2);
        failed(shell.run("keys", "remove", "--data", data, "--", "-hZVl4nVFBi"), "There is no key -hZVl4nVFBi");
    }

    @Test
    void keysRemove_refusesKeysOfTheConfiguration_withASentence() {
        String secret = "f3b1c5d7e9a2040608bdf1c3e5a79d8f6e4c2b0a1938475665748392a1b0cfde";
        Shell configured = new Shell(
                folder, Map.of("KEYCARD_JWT_VERIFYING_KEYS", "HS256:" + secret, "KEYCARD_JWT_ROTATE_EVERY", "never"));
        JsonNode keys = keys(configured);
        assertThat(keys.findValuesAsString("status")).containsExactly("signing", "verify-only");
        Shell.Outcome refused =
                configured.run("keys", "remove", keys.get(1).get("kid").asString(), "--data", data);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("remove it from jwt.signing-key or jwt.verifying-keys");
        assertThat(configured.run("config").out()).doesNotContain(secret);
    }

    @Test
    void migrate_tellsWhatItDid() {
        assertThat(done(shell.run("migrate", "--data", data)).out()).contains("Migrated", "from schema 0");
        assertThat(done(shell.run("migrate", "--data", data)).out()).contains("already");
    }

    @Test
    void config_showsValuesWithTheirSources_andNoSecret() {
        Shell configured =
                new Shell(folder, Map.of("KEYCARD_SEALING_KEY", "A".repeat(43), "KEYCARD_SERVER_PORT", "9000"));
        assertThat(configured.run("config").out())
                .containsPattern("server\\.port +9000 +KEYCARD_SERVER_PORT")
                .containsPattern("sealing-key +\\*\\*\\* ")
                .doesNotContain("AAAA");
    }

    @Test
    void help_teachesWithExamples() {
        assertThat(shell.run("--help").out()).contains("Usage: keycard", "serve", "token", "Examples:");
        assertThat(shell.run("user", "create", "--help").out())
                .contains("Usage: keycard user create", "--password-stdin", "Examples:")
                .doesNotContain("rehearse");
        assertThat(shell.run("--version").out()).startsWith("keycard ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nonsense", "user", "user nonsense", "user create", "user list --nonsense", "serve extra", ""})
    void misunderstanding_isExitCode2_andPointsToHelp(String line) {
        Shell.Outcome outcome = shell.run(line.isEmpty() ? new String[0] : line.split(" ", -1));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("keycard").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u009b", "\u202e", "\u2028", "\u200b", "\u001b"})
    void textThatCommandsTerminals_isRefused_andNotPrinted(String evil) {
        create("ann");
        String text = "a" + evil + "b";
        for (String option : List.of("--email", "--tier", "--role")) {
            String value = option.equals("--email") ? text + "@example.org" : text;
            Shell.Outcome created = shell.run("user", "create", "bob", "--no-password", option, value, "--data", data);
            failed(created, option);
            assertThat(created.err()).doesNotContain(evil);
            failed(shell.run("user", "set", "ann", option, value, "--data", data), option);
        }
        failed(shell.run("token", "create", "ann", "--name", text, "--data", data), "--name");
        assertThat(shell.run("user", "create", text, "--no-password", "--data", data)
                        .err())
                .doesNotContain(evil);
        assertThat(shell.run(text).err()).doesNotContain(evil);
    }

    @Test
    void startUp_refusesWeakKey() throws IOException {
        Files.writeString(folder.resolve("keycard.yaml"), "jwt: {algorithm: HS256, signing-key: secret}");
        failed(shell.run("serve", "--data", data, "--port", "0"), "jwt.signing-key");
    }

    @Test
    void startUp_refusesPortInUse() {
        try (TestServer running = TestServer.start(Path.of(data))) {
            String port = Integer.toString(running.port());
            failed(
                    shell.run("serve", "--data", folder.resolve("other").toString(), "--port", port),
                    "port " + port,
                    "in use");
        }
    }

    @Test
    void startUp_refusesMissingTlsFile_andHalfOfTls() throws IOException {
        Files.writeString(folder.resolve("keycard.yaml"), "server: {tls: {certificate: no.pem, key: no.key}}");
        failed(shell.run("serve", "--data", data), "server.tls.certificate", "no.pem");
        Files.writeString(folder.resolve("keycard.yaml"), "server: {tls: {certificate: no.pem}}");
        failed(shell.run("serve", "--data", data), "go together");
    }

    @Test
    void startUp_refusesLostSealingKey_ratherThanMakingAnother() throws IOException {
        create("ann");
        Files.delete(Path.of(data, "sealing.key"));
        failed(shell.run("serve", "--data", data), "sealing.key", "missing");
        assertThat(Path.of(data, "sealing.key")).doesNotExist();
    }

    @Test
    void startUp_refusesAnotherSealingKey() {
        create("ann");
        Shell other = new Shell(folder, Map.of("KEYCARD_SEALING_KEY", "A".repeat(43)));
        failed(other.run("serve", "--data", data), "seal");
    }

    @Test
    void startUp_refusesOtherDatabases() {
        Shell other = new Shell(folder, Map.of("KEYCARD_STORE_URL", "jdbc:mysql://localhost/keycard"));
        failed(other.run("serve", "--data", data), "store.url");
    }

    @Test
    void startUp_namesADatabaseServerThatDoesNotAnswer_andShowsNoSecret() {
        Shell other = new Shell(
                folder,
                Map.of(
                        "KEYCARD_STORE_URL", "jdbc:postgresql://127.0.0.1:1/keycard",
                        "KEYCARD_STORE_USER", "keycard",
                        "KEYCARD_STORE_PASSWORD", "geheim"));
        for (String command : List.of("serve", "migrate", "doctor")) {
            Shell.Outcome result = other.run(command, "--data", data);
            assertThat(result.err())
                    .contains("The database jdbc:postgresql://127.0.0.1:1/keycard cannot be opened")
                    .doesNotContain("geheim")
                    .doesNotContain("Exception");
            assertThat(result.code()).isNotZero();
        }
    }

    @Test
    void cleanup_tellsWhatItForgot_alsoAsJson() {
        create("ann");
        assertThat(done(shell.run("cleanup", "--data", data)).out())
                .startsWith("Forgotten: logins 0, api tokens 0, ")
                .hasLineCount(1);
        assertThat(json(shell.run("cleanup", "--data", data, "--json")).propertyNames())
                .containsExactly(
                        "logins",
                        "api_tokens",
                        "changes",
                        "signing_keys",
                        "familiar_addresses",
                        "reserved_names",
                        "pending_mail_changes",
                        "mail_changes",
                        "audit");
    }

    @Test
    void cleanup_leavesTheAudit_ifItIsKeptForever() {
        Shell other = new Shell(folder, Map.of("KEYCARD_AUDIT_KEEP", "forever"));
        assertThat(json(other.run("cleanup", "--data", data, "--json")).has("audit"))
                .isFalse();
    }

    @Test
    void cleanup_refusesToForgetWithinADay() {
        Shell other = new Shell(folder, Map.of("KEYCARD_CLEANUP_KEEP_LOGINS", "1h"));
        failed(other.run("cleanup", "--data", data), "cleanup.keep-logins must be at least 1d");
    }

    @Test
    void startUp_refusesFileThatIsNoDatabase() throws IOException {
        Files.createDirectories(Path.of(data));
        Files.write(
                Path.of(data, "keycard.db"),
                "not a database, but long enough to look at".getBytes(StandardCharsets.UTF_8));
        failed(shell.run("user", "list", "--data", data), "keycard.db");
    }

    @Test
    void startUp_refusesDataFolderThatIsAFile() throws IOException {
        Files.writeString(Path.of(data), "a file");
        failed(shell.run("user", "list", "--data", data), data);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permission: {rules: [{path: /x/**, methods: [DELETE], permission: not HasRole(guest)}]}",
                "permission: {rules: [{path: /x, permission: HasRole(a) or not (HasScope(b) and IsAuthenticated)}]}",
                "permission: {default: not HasScope(guest)}",
                "metrics: {permission: not HasRole(guest)}"
            })
    void startUp_refusesRuleThatAdmitsAnonymousRequests_onlyBecauseOfANot(String yaml) throws IOException {
        Files.writeString(folder.resolve("keycard.yaml"), yaml);
        failed(
                shell.run("serve", "--data", data, "--port", "0"),
                "anonymous requests would pass, only because of a not; write ",
                "IsAuthenticated and not ");
    }

    @Test
    void startUp_refusesPathOfUnknownEndpoint() {
        Shell other = new Shell(folder, Map.of("KEYCARD_PATHS_NONSENSE", "/x"));
        failed(other.run("serve", "--data", data), "nonsense");
    }

    private void create(String name) {
        done(shell.run("user", "create", name, "--data", data, "--no-password"));
    }

    private static void awaitStatus(int status, TestClient client, String authorization) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (client.get("/api/profile/", "Authorization", authorization).status() != status) {
            assertThat(System.nanoTime()).as("the change is known in time").isLessThan(deadline);
        }
    }

    private static Shell.Outcome done(Shell.Outcome outcome) {
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        return outcome;
    }

    private JsonNode keys(Shell by) {
        String list = done(by.run("keys", "list", "--data", data, "--json")).out();
        return Json.readObject(("{\"keys\":" + list + "}").getBytes(StandardCharsets.UTF_8))
                .get("keys");
    }

    private static ObjectNode json(Shell.Outcome outcome) {
        return Json.readObject(done(outcome).out().getBytes(StandardCharsets.UTF_8));
    }

    private static void failed(Shell.Outcome outcome, String... told) {
        assertThat(outcome.err())
                .startsWith("keycard: ")
                .contains(told)
                .doesNotContain("\tat ")
                .hasLineCount(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.code()).isEqualTo(1);
    }
}
