package dev.keycard.redis;

import java.util.Optional;

/**
 * What one look at Redis found. Immutable.
 *
 * @param trouble why counting does not work there; empty if it works
 * @param evicts whether Redis removes counters before their time when its memory is full; false if it does not say so
 */
public record RedisReport(Optional<String> trouble, boolean evicts) {

    private static final String POLICY = "maxmemory_policy:";

    /** Connects, counts once, and closes the connections; takes some seconds at most. */
    public static RedisReport of(RedisConfig config) {
        Topology topology = Topology.of(config);
        try {
            Link link = topology.connect(null);
            try {
                link.ping(config.timeout());
                new CountScripts(config.timeout()).tryOut(link, config.prefix() + "count:report", KeycardRedis.TRIAL);
                return new RedisReport(Optional.empty(), evicts(link, config));
            } finally {
                link.close();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new RedisReport(Optional.of("interrupted"), false);
        } catch (RuntimeException failed) {
            return new RedisReport(Optional.of(String.valueOf(failed.getMessage())), false);
        } finally {
            topology.close();
        }
    }

    /** A user who may not ask for that gets no answer. */
    private static boolean evicts(Link link, RedisConfig config) throws InterruptedException {
        try {
            String memory = Answers.await(link.commands().info("memory"), config.timeout());
            return memory.lines().anyMatch(line -> line.startsWith(POLICY) && !line.equals(POLICY + "noeviction"));
        } catch (RuntimeException unknown) {
            return false;
        }
    }
}
