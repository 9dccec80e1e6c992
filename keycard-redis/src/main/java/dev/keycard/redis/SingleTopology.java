package dev.keycard.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One server, or the master that sentinels name: each connection asks them anew. */
final class SingleTopology implements Topology {

    private final ClientResources resources = Clients.resources();
    private final RedisURI uri;
    private final RedisClient client;
    private final RedisConfig config;

    SingleTopology(RedisConfig config) {
        this.config = config;
        this.uri = Clients.complete(RedisURI.create(config.access().uri()), config.access());
        this.client = RedisClient.create(resources);
        ClientOptions.Builder options = ClientOptions.builder();
        Clients.configure(options, config.access());
        client.setOptions(options.build());
    }

    @Override
    public Link connect(@Nullable Channel channel) throws InterruptedException {
        StatefulRedisConnection<String, String> connection =
                Answers.connected(client.connectAsync(StringCodec.UTF8, uri), Clients.CONNECT);
        return Link.open(
                connection,
                connection.async(),
                () -> subscribed(channel),
                () -> List.of(connection.async().ping()));
    }

    private @Nullable StatefulRedisPubSubConnection<String, String> subscribed(@Nullable Channel channel)
            throws InterruptedException {
        return channel == null
                ? null
                : Link.subscribed(client.connectPubSubAsync(StringCodec.UTF8, uri), channel, config.timeout());
    }

    @Override
    public void close() {
        Clients.shutdown(client, resources);
    }
}
