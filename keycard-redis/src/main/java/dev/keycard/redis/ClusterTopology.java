package dev.keycard.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.RedisClusterURIUtil;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A Redis Cluster: each connection begins by asking which server has which keys. */
final class ClusterTopology implements Topology {

    private final ClientResources resources = Clients.resources();
    private final RedisClusterClient client;
    private final RedisConfig config;

    ClusterTopology(RedisConfig config) {
        this.config = config;
        this.client = RedisClusterClient.create(
                resources,
                RedisClusterURIUtil.toRedisURIs(config.access().uri()).stream()
                        .map(uri -> Clients.complete(uri, config.access()))
                        .toList());
        ClusterClientOptions.Builder options = ClusterClientOptions.builder();
        Clients.configure(options, config.access());
        // The connections to the servers are made when they are first needed; their first commands wait for that.
        options.disconnectedBehavior(ClientOptions.DisconnectedBehavior.ACCEPT_COMMANDS);
        client.setOptions(options.build());
    }

    @Override
    public Link connect(@Nullable Channel channel) throws InterruptedException {
        Answers.await(client.refreshPartitionsAsync().toCompletableFuture(), Clients.CONNECT);
        StatefulRedisClusterConnection<String, String> connection =
                Answers.connected(client.connectAsync(StringCodec.UTF8), Clients.CONNECT);
        return Link.open(connection, connection.async(), () -> subscribed(channel), () -> pings(connection));
    }

    private @Nullable StatefulRedisPubSubConnection<String, String> subscribed(@Nullable Channel channel)
            throws InterruptedException {
        return channel == null
                ? null
                : Link.subscribed(client.connectPubSubAsync(StringCodec.UTF8), channel, config.timeout());
    }

    private static List<? extends Future<String>> pings(StatefulRedisClusterConnection<String, String> connection) {
        return List.of(connection.async().upstream().commands().ping().futures()).stream()
                .map(answer -> answer.toCompletableFuture())
                .toList();
    }

    @Override
    public void close() {
        Clients.shutdown(client, resources);
    }
}
