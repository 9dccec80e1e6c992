package dev.keycard.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.KeycardConfig;
import dev.keycard.crypto.Secret;
import dev.keycard.gate.Scheme;
import dev.keycard.permission.Permissions;
import dev.keycard.settings.Configuration;
import dev.keycard.settings.ConfigurationException;
import dev.keycard.settings.JwtSettings;
import dev.keycard.settings.Origin;
import dev.keycard.settings.PasswordSettings;
import dev.keycard.settings.Setting;
import dev.keycard.settings.SiteSettings;
import dev.keycard.throttle.Rate;
import dev.keycard.web.WebConfig;
import dev.keycard.web.authcheck.AuthCheckConfig;
import dev.keycard.web.authcheck.PathPattern;
import dev.keycard.web.authcheck.ProxyHeaders;
import dev.keycard.web.authcheck.Rule;
import dev.keycard.web.throttle.RequestRates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where settings come from, which wins, and how mistakes are told. */
class ConfigurationLoaderTest {

    @TempDir
    private Path folder;

    @Test
    void defaults_areThoseOfTheEngine() {
        KeycardConfig engine = engine(Map.of());
        assertThat(engine).isEqualTo(KeycardConfig.defaults());
        assertThat(web(Map.of())).isEqualTo(WebConfig.defaults());
    }

    @Test
    void everyDefault_isAValueOfItsSetting_andIsWrittenAsOne() {
        assertThat(ServerConfiguration.CATALOG.settings()).allSatisfy(ConfigurationLoaderTest::assertDefaultReadsBack);
    }

    private static <T> void assertDefaultReadsBack(Setting<T> setting) {
        assertThat(setting.type().reader().apply(setting.defaultText()))
                .as(setting.name())
                .contains(setting.defaultValue());
    }

    @Test
    void file_isReadInNestedAndDottedForm() throws IOException {
        write("keycard.yaml", """
                jwt:
                  access-lifetime: 90s
                  leeway: 0s
                password.argon2.memory: 64MiB
                authentication:
                  schemes: [token, basic]
                """);
        Configuration settings = load(Map.of());
        assertThat(settings.get(JwtSettings.ACCESS_LIFETIME)).isEqualTo(Duration.ofSeconds(90));
        assertThat(settings.get(PasswordSettings.ARGON2_MEMORY)).isEqualTo(64L << 20);
        assertThat(settings.get(SiteSettings.SCHEMES)).containsExactly(Scheme.TOKEN, Scheme.BASIC);
    }

    @Test
    void environment_winsOverTheFile_andFlagsOverBoth() throws IOException {
        write("keycard.yaml", "server: {host: a.example, port: 1, public-url: 'http://a.example'}");
        Map<String, String> environment =
                Map.of("KEYCARD_SERVER_PORT", "2", "KEYCARD_SERVER_PUBLIC_URL", "http://b.example");
        Configuration settings = new ConfigurationLoader(folder, environment)
                .load(null, new HashMap<>(Map.of("server.public-url", "http://c.example")));
        assertThat(settings.get(HttpSettings.HOST)).isEqualTo("a.example");
        assertThat(settings.get(HttpSettings.PORT)).isEqualTo(2);
        assertThat(settings.get(SiteSettings.PUBLIC_URL)).contains(new Origin("http://c.example"));
    }

    @Test
    void dataFolder_isSearchedForTheFile_lastOfAll() throws IOException {
        write("data/keycard.yaml", "server: {port: 7}");
        Map<String, String> environment = Map.of("KEYCARD_DATA", "data");
        assertThat(load(environment).get(HttpSettings.PORT)).isEqualTo(7);
        write("keycard.yaml", "server: {port: 8}");
        assertThat(load(environment).get(HttpSettings.PORT)).isEqualTo(8);
    }

    @Test
    void secret_isReadFromTheFileItNames_withoutTheLastLineEnd() throws IOException {
        Path secret = write("secret.txt", "s p a c e \r\n");
        Configuration settings = load(Map.of("KEYCARD_JWT_SIGNING_KEY", "file:" + secret));
        assertThat(settings.get(JwtSettings.SIGNING_KEY)).contains(new Secret("s p a c e "));
    }

    @Test
    void secrets_areNotShown() {
        Configuration settings = load(Map.of("KEYCARD_JWT_SIGNING_KEY", "do-not-show-me"));
        assertThat(settings.entries().toString()).contains("***").doesNotContain("do-not-show-me");
    }

    @Test
    void paths_areNamedByEndpoint_alsoInTheEnvironment() throws IOException {
        write("keycard.yaml", "paths:\n  token: /sign-in\n");
        assertThat(load(Map.of("KEYCARD_PATHS_TOKEN_REFRESH", "/renew")).get(SiteSettings.PATHS))
                .containsOnly(Map.entry("token", "/sign-in"), Map.entry("token-refresh", "/renew"));
    }

    @Test
    void rulesForProxies_areReadInTheOrderOfTheFile() throws IOException {
        write("keycard.yaml", """
                auth-check: {headers: original}
                permission:
                  default: IsAdminUser
                  rules:
                    - path: /articles/**
                      methods: [GET, HEAD]
                      permission: AllowAny
                    - {path: /articles/**, permission: IsAuthenticated, throttle: 100/min, name: writing}
                """);
        assertThat(web(Map.of()).authCheck())
                .isEqualTo(new AuthCheckConfig(
                        ProxyHeaders.ORIGINAL,
                        List.of(
                                new Rule(
                                        "GET,HEAD /articles/**",
                                        PathPattern.parse("/articles/**"),
                                        Set.of("GET", "HEAD"),
                                        Permissions.ALLOW_ANY,
                                        null),
                                new Rule(
                                        "writing",
                                        PathPattern.parse("/articles/**"),
                                        Set.of(),
                                        Permissions.IS_AUTHENTICATED,
                                        new Rate(100, Duration.ofMinutes(1))))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{path: /a}] | rule 1 of permission.rules: permission is missing.",
                "[{path: /a, permission: Nobody}] | rule 1 of permission.rules: at character 1: there is no rule \"Nobody\";"
                        + " the nearest is AllowAny.",
                "[{path: /x/**, permission: not HasRole(guest)}] | rule 1 of permission.rules: anonymous requests would pass,"
                        + " only because of a not; write IsAuthenticated and not HasRole(guest).",
                "[{path: a, permission: AllowAny}] | rule 1 of permission.rules: the path \"a\" must begin with a slash.",
                "[{path: /a, permission: AllowAny}, {path: /a, permission: AllowAny, name: x}]"
                        + " | rule 2 of permission.rules can never match, for rule 1 takes what is left for it."
            })
    void refuses_wrongRule_withItsNumber(String rules, String sentence) throws IOException {
        write("keycard.yaml", "permission: {rules: " + rules + "}");
        assertSentence(() -> engine(Map.of())).isEqualTo(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", "", "[]x", "[/a]", "[{}]", "{path: /a, permission: AllowAny}", "[[{path: /a}]]"})
    void refuses_rulesThatAreNoList(String rules) throws IOException {
        Path file = write("keycard.yaml", "permission:\n  rules: " + rules);
        assertSentence(() -> engine(Map.of())).contains(file.toString());
    }

    @Test
    void refuses_rulesWithGaps_orFromTheEnvironment() throws IOException {
        assertSentence(() -> load(Map.of("KEYCARD_PERMISSION_RULES_1_PATH", "/a")))
                .startsWith("Unknown setting KEYCARD_PERMISSION_RULES_1_PATH in the environment");
        write("keycard.yaml", "permission.rules.2.path: /a");
        assertSentence(() -> engine(Map.of())).isEqualTo("permission.rules must be a list; it has a part \"2.path\".");
    }

    @Test
    void https_makesCookiesSecure() {
        assertThat(web(Map.of("KEYCARD_SERVER_PUBLIC_URL", "https://api.example.org/"))
                        .cookies()
                        .secure())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jwt: {acess-lifetime: 5m} | jwt.acess-lifetime | jwt.access-lifetime",
                "prot: 8000 | prot | data",
                "token: {keyword: Key} | token.keyword | api-token.keyword",
                "token.sign-in-limit: 5 | token.sign-in-limit | api-token.sign-in-limit",
                "token.limit: 5 | token.limit | api-token.limit",
                "server: {prot: 8000} | server.prot | server.port",
                "Data: x | Data | data"
            })
    void refuses_unknownName_withTheNearestKnown(String yaml, String name, String nearest) throws IOException {
        Path file = write("keycard.yaml", yaml);
        assertSentence(() -> load(Map.of()))
                .isEqualTo("Unknown setting " + name + " in " + file + "; did you mean " + nearest + "?");
    }

    @Test
    void refuses_unknownVariable_withTheNearestKnown() {
        assertSentence(() -> load(Map.of("KEYCARD_SERVER_PROT", "1")))
                .isEqualTo("Unknown setting KEYCARD_SERVER_PROT in the environment; did you mean KEYCARD_SERVER_PORT?");
    }

    @Test
    void refuses_formerVariable_withTheNearestKnown() {
        assertSentence(() -> load(Map.of("KEYCARD_TOKEN_KEYWORD", "Key")))
                .endsWith("did you mean KEYCARD_API_TOKEN_KEYWORD?");
    }

    @Test
    void overlooks_variablesOfTheLauncherAndOfOthers() {
        assertThat(load(Map.of("KEYCARD_JAVA_OPTS", "-Xmx1g", "HOME", "/")).entries())
                .allSatisfy(entry -> assertThat(entry.source()).isEqualTo("default"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "server.port | 65536",
                "server.port | http",
                "server.public-url | example.org",
                "server.public-url | https://example.org/path",
                "jwt.access-lifetime | 5",
                "jwt.access-lifetime | 5 m",
                "jwt.access-lifetime | 99999999999d",
                "jwt.algorithm | none",
                "jwt.rotate-refresh | yes",
                "password.argon2.memory | 19MB",
                "password.hash-threads | 0",
                "authentication.schemes | jwt digest",
                "throttle.sign-in | 10",
                "auth-check.headers | both",
                "throttle.anon | 0/s",
                "throttle.anon | 1000000000000/min",
                "throttle.anon | 5/0s",
                "throttle.anon | 1/400d",
                "throttle.anon | -1/min",
                "throttle.anon | \u0661/min",
                "server.trusted-proxies | everyone",
                "server.trusted-proxies | 0.0.0.0/0",
                "server.trusted-proxies | 10.0.0.1/8",
                "server.trusted-proxies | 10.0.0.0/8 ::1",
                "server.forwarded-header | X-Real-IP",
                "log.level | trace",
                "log.format | xml",
                "server.host | ''"
            })
    void refuses_valueOfTheWrongForm(String name, String value) {
        assertSentence(() -> load(Map.of(variable(name), value)))
                .startsWith(name + " is \"" + value + "\" in " + variable(name) + ": write ")
                .endsWith(".");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jwt.refresh-lifetime | 1s",
                "session.idle | 30d",
                "api-token.keyword | Bearer",
                "password.argon2.memory | 1MiB",
                "password.min-length | 4",
                "permission.default | HasTier(premium)",
                "permission.default | not HasRole(guest)",
                "permission.tiers | free, free",
                "permission.tiers | free,",
                "permission.roles.editor | articles",
                "change.poll | 10s"
            })
    void refuses_valueOutOfRange_namingTheSetting(String name, String value) {
        assertSentence(() -> ServerConfiguration.of(load(Map.of(variable(name), value))))
                .contains(name.substring(0, name.indexOf('.')))
                .endsWith(".");
    }

    @Test
    void ratesOfTiersAndScopes_areReadFromTheirFamilies() throws IOException {
        write("keycard.yaml", """
                throttle:
                  tier: {premium: 1000/min, partner: none}
                  scope: {profile: 3/20s, token: none}
                server.trusted-proxies: [10.0.0.0/8, "::1"]
                """);
        Configuration settings = load(Map.of());
        RequestRates throttle = ServerConfiguration.of(settings).web().throttle();
        assertThat(throttle.tiers()).isEqualTo(Map.of("premium", Rate.parse("1000/min"), "partner", Optional.empty()));
        assertThat(throttle.scopes()).isEqualTo(Map.of("profile", new Rate(3, Duration.ofSeconds(20))));
        assertThat(settings.get(HttpSettings.TRUSTED_PROXIES)).hasSize(2);
    }

    @Test
    void refuses_settingsForTiersThatThereAreNot() throws IOException {
        write("keycard.yaml", "permission.tiers: [free, premium]\nthrottle.tier.premum: 5/s\n");
        assertSentence(() -> engine(Map.of()))
                .startsWith("throttle.tier")
                .contains("\"premum\"; the nearest is premium");
        write("keycard.yaml", "permission.tiers: [free, premium]\nregistration.tier: fre\n");
        assertSentence(() -> engine(Map.of())).startsWith("registration.tier").contains("\"fre\"; the nearest is free");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0/s", "1000000000000/min", "5/0s", "1/400d", "-1/min", "10", ""})
    void refuses_absurdRatesOfTiersAndScopes(String rate) throws IOException {
        for (String family : List.of("throttle.tier.premium", "throttle.scope.profile")) {
            write("keycard.yaml", family + ": \"" + rate + "\"");
            assertSentence(() -> engine(Map.of()))
                    .startsWith(family + " is \"" + rate + "\"")
                    .contains("10/min");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"- a\n- b", "just words", "a: {b: [", "a: 1\na: 2", "server:\n  - {port: 1}\n", "? {a: b}\n: c"})
    void refuses_fileOfAnotherShape(String yaml) throws IOException {
        Path file = write("keycard.yaml", yaml);
        assertSentence(() -> load(Map.of())).contains(file.toString());
    }

    @Test
    void refuses_malformedFile_withoutRepeatingIt() throws IOException {
        write("keycard.yaml", "jwt:\n  signing-key: \"very-secret\n");
        assertSentence(() -> load(Map.of())).doesNotContain("very-secret");
    }

    @Test
    void refuses_fileThatIsMissing() {
        assertSentence(() -> new ConfigurationLoader(folder, Map.of()).load(Path.of("other.yaml"), Map.of()))
                .contains("other.yaml", "cannot be read");
    }

    /** Taken for no secret, it would let Keycard make a key of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"jwt.signing-key", "sealing-key", "mail.smtp.password", "jwt.verifying-keys"})
    void refuses_secretFileThatIsEmpty(String setting) throws IOException {
        for (String content : new String[] {"", "\n", "\r\n", " \n"}) {
            Path empty = write("empty.txt", content);
            assertSentence(() -> load(Map.of(variable(setting), "file:" + empty)))
                    .startsWith(setting)
                    .contains("empty");
        }
    }

    @Test
    void refuses_secretFileThatIsMissing() {
        assertSentence(() -> load(Map.of("KEYCARD_JWT_SIGNING_KEY", "file:/no/such/file")))
                .contains("jwt.signing-key", "/no/such/file");
    }

    @Test
    void refuses_dataFolderNamedByTheFileInside() throws IOException {
        write("keycard-data/keycard.yaml", "data: elsewhere");
        assertSentence(() -> load(Map.of())).contains("data stands in ", "--config");
    }

    private static String variable(String name) {
        return "KEYCARD_" + name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }

    private KeycardConfig engine(Map<String, String> environment) {
        return ServerConfiguration.of(load(environment)).engine();
    }

    private WebConfig web(Map<String, String> environment) {
        return ServerConfiguration.of(load(environment)).web();
    }

    private Configuration load(Map<String, String> environment) {
        return new ConfigurationLoader(folder, environment).load(null, Map.of());
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static org.assertj.core.api.AbstractStringAssert<?> assertSentence(ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOf(ConfigurationException.class)
                .message();
    }
}
