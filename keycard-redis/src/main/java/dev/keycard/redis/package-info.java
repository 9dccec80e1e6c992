/**
 * What nodes share in Redis: {@link dev.keycard.redis.KeycardRedis} opens the connections, counts over all nodes, and sends the
 * signal after changes. Thread-safe; counting waits for the configured time at most. See {@code docs/redis.md}.
 */
@NullMarked
package dev.keycard.redis;

import org.jspecify.annotations.NullMarked;
