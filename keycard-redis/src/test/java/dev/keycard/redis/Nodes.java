package dev.keycard.redis;

import dev.keycard.crypto.Entropy;
import dev.keycard.key.SealingKey;
import dev.keycard.testkit.MutableClock;
import dev.keycard.testkit.RedisServer;
import dev.keycard.throttle.Counters;
import dev.keycard.throttle.LocalCounters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Nodes over one Redis; closing this closes them. */
final class Nodes implements AutoCloseable {

    static final Duration TIMEOUT = Duration.ofMillis(250);
    static final String PREFIX = "keycard:";

    private static final SealingKey KEY = new SealingKey(new byte[32]);

    private final List<KeycardRedis> opened = new ArrayList<>();
    private final RedisAccess access;
    final ReadMetrics metrics = new ReadMetrics();

    Nodes(RedisAccess access) {
        this.access = access;
    }

    static Nodes of(RedisServer server) {
        return new Nodes(RedisAccess.to(server.url()));
    }

    KeycardRedis open() {
        return open(PREFIX, TIMEOUT);
    }

    KeycardRedis open(String prefix, Duration timeout) {
        KeycardRedis node = KeycardRedis.open(
                new RedisConfig(access, prefix, timeout, true), new RedisContext(KEY, Entropy.secure(), metrics));
        opened.add(node);
        return node;
    }

    /** A node that Redis answers. */
    KeycardRedis openAvailable() {
        KeycardRedis node = open(PREFIX, Duration.ofSeconds(2));
        RedisServer.await(node::isAvailable);
        return node;
    }

    /** The counters of a node, over counters in memory whose time stands still. */
    static Counters counters(KeycardRedis node) {
        MutableClock clock = new MutableClock(Instant.parse("2030-01-01T00:00:00Z"));
        return node.counters().backedBy(new LocalCounters(clock, Entropy.secure()));
    }

    @Override
    public void close() {
        opened.forEach(KeycardRedis::close);
    }
}
