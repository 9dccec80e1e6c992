package dev.keycard.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keycard.crypto.Secret;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAccessTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://localhost",
                "redis://127.0.0.1:6379",
                "redis://[::1]:6379/2",
                "redis://user:s3cret@redis.example:6379",
                "rediss://a.example:6380",
                "redis://a:1,b:2,c:3",
                "redis-sentinel://a:26379,b:26379#main",
                "rediss-sentinel://:s3cret@a:26379/1#main"
            })
    void addressesThatAreUnderstood(String url) {
        RedisAccess access = RedisAccess.to(url);

        assertThat(access.address()).doesNotContain("s3cret").startsWith(url.substring(0, url.indexOf("//")));
        assertThat(access.toString()).doesNotContain("s3cret");
        assertThat(access.hasPassword()).isEqualTo(url.contains("s3cret"));
        assertThat(access.hasTls()).isEqualTo(url.startsWith("rediss"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost:6379",
                "http://localhost",
                "redis:localhost",
                "redis://",
                "redis://user:s3cret@",
                "redis://a b",
                "redis://a:s3cret@b:c",
                "redis://a,,b",
                "redis://a?timeout=1s",
                "redis-socket:///tmp/redis.sock"
            })
    void otherAddresses_areRefused_withoutBeingRepeated(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisAccess.to(url))
                .withMessageStartingWith("redis.url must be an address such as redis://host:6379")
                .withNoCause()
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("s3cret"));
    }

    @Test
    void contradictions_areRefused() {
        assertRefused("redis.url must name the master", "redis-sentinel://a:26379", false, null, null, null);
        assertRefused("redis.cluster must be false", "redis-sentinel://a:26379#m", true, null, null, null);
        assertRefused("redis.username needs redis.password", "redis://a", false, "user", null, null);
        assertRefused("redis.tls.ca has no effect", "redis://a", false, null, null, Path.of("ca.pem"));
    }

    @Test
    void limits_areRefusedByName() {
        RedisAccess access = RedisAccess.to("redis://a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedisConfig(access, "", Duration.ofMillis(250), true))
                .withMessageStartingWith("redis.prefix must be");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedisConfig(access, "a b", Duration.ofMillis(250), true))
                .withMessageStartingWith("redis.prefix must be");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedisConfig(access, "keycard:", Duration.ofMillis(9), true))
                .withMessageStartingWith("redis.timeout must be between");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedisConfig(access, "keycard:", Duration.ofSeconds(6), true))
                .withMessageStartingWith("redis.timeout must be between");
    }

    @Test
    void knows_whatIsOnThisMachine_andWhatIsACluster() {
        assertThat(RedisAccess.to("redis://:x@127.0.0.1:6379").isLocal()).isTrue();
        assertThat(RedisAccess.to("redis://[::1]").isLocal()).isTrue();
        assertThat(RedisAccess.to("redis://localhost:1,localhost:1").isLocal()).isTrue();
        assertThat(RedisAccess.to("redis://localhost,b").isLocal()).isFalse();
        assertThat(RedisAccess.to("redis://localhost.example").isLocal()).isFalse();
        assertThat(RedisAccess.to("redis://127.evil.example").isLocal()).isFalse();
        assertThat(RedisAccess.to("redis://a").isCluster()).isFalse();
        assertThat(RedisAccess.to("redis://a,b").isCluster()).isTrue();
        assertThat(RedisAccess.to("redis-sentinel://a,b#m").isCluster()).isFalse();
    }

    private static void assertRefused(
            String message,
            String url,
            boolean cluster,
            @Nullable String username,
            @Nullable Secret password,
            @Nullable Path trusted) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedisAccess(new Secret(url), cluster, username, password, trusted))
                .withMessageStartingWith(message);
    }
}
