package dev.keycard.redis;

import dev.keycard.crypto.Entropy;
import dev.keycard.key.SealingKey;
import dev.keycard.metrics.Metrics;

/**
 * What the connections need of this node.
 *
 * @param sealingKey the same on all nodes: names of users and addresses become keys in Redis by an HMAC whose key is derived
 * from it
 * @param entropy makes the id of this node
 * @param metrics tells whether Redis answers
 */
public record RedisContext(SealingKey sealingKey, Entropy entropy, Metrics metrics) {}
