package dev.keycard.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.keycard.node.RedisConfiguration;
import dev.keycard.redis.RedisConfig;
import dev.keycard.server.testing.TestServer;
import dev.keycard.settings.Configuration;
import dev.keycard.settings.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisConfigurationTest {

    @TempDir
    private Path folder;

    @Test
    void noAddress_isNoRedis() {
        assertThat(RedisConfiguration.of(settings(Map.of("redis.prefix", "nothing reads this")), true))
                .isEmpty();
    }

    @Test
    void settings_becomeTheConfiguration_andSecretsMayBeInFiles() throws IOException {
        Path password = Files.writeString(folder.resolve("redis.password"), "s3cret\n");
        RedisConfig config = RedisConfiguration.of(
                        settings(Map.of(
                                "redis.url", "rediss://a.example:6380",
                                "redis.cluster", "true",
                                "redis.username", "keycard",
                                "redis.password", "file:" + password,
                                "redis.tls.ca", "/etc/ca.pem",
                                "redis.prefix", "blue:",
                                "redis.timeout", "100ms")),
                        true)
                .orElseThrow();

        assertThat(config.access().isCluster()).isTrue();
        assertThat(config.access().username()).isEqualTo("keycard");
        assertThat(config.access().password())
                .hasToString("***")
                .extracting(Object::hashCode)
                .isNotNull();
        assertThat(config.access().trusted()).isEqualTo(Path.of("/etc/ca.pem"));
        assertThat(config.prefix()).isEqualTo("blue:");
        assertThat(config.timeout()).isEqualTo(Duration.ofMillis(100));
        assertThat(config.signals()).isTrue();
    }

    @Test
    void refusals_nameTheSetting_andHoldNoPassword() {
        assertRefused("redis.url must be an address", Map.of("redis.url", "http://:s3cret@a"));
        assertRefused("redis.url must name the master", Map.of("redis.url", "redis-sentinel://:s3cret@a"));
        assertRefused("redis.username needs redis.password", Map.of("redis.url", "redis://a", "redis.username", "u"));
        assertRefused("redis.timeout must be between", Map.of("redis.url", "redis://:s3cret@a", "redis.timeout", "1m"));
        assertRefused("redis.prefix must be", Map.of("redis.url", "redis://:s3cret@a", "redis.prefix", "a b"));
    }

    @Test
    void listing_hidesTheAddress_whichMayHoldAPassword() {
        Configuration settings = settings(Map.of("redis.url", "redis://:s3cret@a", "redis.password", "s3cret"));

        assertThat(settings.entries().toString()).doesNotContain("s3cret");
        assertThat(settings.entries().stream().filter(entry -> entry.value().equals("***")))
                .extracting(Configuration.Entry::name)
                .contains("redis.url", "redis.password");
    }

    private void assertRefused(String beginning, Map<String, String> settings) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> RedisConfiguration.of(settings(settings), true))
                .withMessageStartingWith(beginning)
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("s3cret"));
    }

    private Configuration settings(Map<String, String> settings) {
        return TestServer.configuration(folder, settings);
    }
}
