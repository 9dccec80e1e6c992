package dev.keycard.redis;

import dev.keycard.crypto.Secret;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the clients of all topologies have in common. */
final class Clients {

    /** How long making a connection may take, with its TLS handshake, on a thread that no request waits for. */
    static final Duration CONNECT = Duration.ofSeconds(2);

    /** More commands than these never wait for one answer: then Redis counts as away. */
    private static final int MAX_WAITING = 10_000;

    private static final int THREADS = 2;

    private Clients() {}

    static ClientResources resources() {
        return DefaultClientResources.builder()
                .ioThreadPoolSize(THREADS)
                .computationThreadPoolSize(THREADS)
                .build();
    }

    /** A connection that ends is replaced by {@link RedisWatch}, and never by the client, so that no command waits for it. */
    static void configure(ClientOptions.Builder options, RedisAccess access) {
        options.autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(MAX_WAITING)
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(CONNECT)
                        .keepAlive(true)
                        .build())
                .sslOptions(ssl(access.trusted()));
    }

    private static SslOptions ssl(@Nullable Path trusted) {
        SslOptions.Builder options = SslOptions.builder().jdkSslProvider().handshakeTimeout(CONNECT);
        if (trusted != null) {
            options.trustManager(trusted.toFile());
        }
        return options.build();
    }

    /** Adds what the address does not say. */
    static RedisURI complete(RedisURI uri, RedisAccess access) {
        uri.setTimeout(CONNECT);
        uri.setClientName("keycard");
        Secret password = access.password();
        if (password != null) {
            char[] text = password.reveal().toCharArray();
            if (access.username() == null) {
                uri.setAuthentication(text);
            } else {
                uri.setAuthentication(access.username(), text);
            }
        }
        uri.getSentinels().forEach(sentinel -> sentinel.setTimeout(CONNECT));
        return uri;
    }

    static void shutdown(AbstractRedisClient client, ClientResources resources) {
        client.shutdown(0, CONNECT.toMillis(), TimeUnit.MILLISECONDS);
        resources.shutdown(0, CONNECT.toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly(CONNECT.toMillis());
    }
}
