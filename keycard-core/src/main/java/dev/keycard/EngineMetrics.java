package dev.keycard;

import dev.keycard.audit.Observations;
import dev.keycard.audit.StoreWatch;
import dev.keycard.metrics.Metrics;
import dev.keycard.password.Passwords;
import dev.keycard.revocation.CredentialCache;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Registers the gauges of the parts of an engine. */
final class EngineMetrics {

    private static final double NANOS = Duration.ofSeconds(1).toNanos();

    private final Metrics metrics;

    EngineMetrics(Metrics metrics) {
        this.metrics = metrics;
    }

    void watch(NodeCaches memory) {
        metrics.gauge(
                "keycard_feed_age_seconds",
                "The age of this node's view of the change log.",
                () -> memory.feed().age().toNanos() / NANOS);
        metrics.total(
                "keycard_feed_restarts",
                "How often the feed of changes began again because some may have been missed.",
                () -> memory.feed().restarts());
        metrics.gauge(
                "keycard_feed_fresh",
                "1 while that view is recent enough to decide from memory.",
                () -> memory.feed().isFresh() ? 1 : 0);
        metrics.gauge(
                "keycard_known_changes",
                "Revocations that this node keeps in memory.",
                () -> memory.changes().size());
        cache("users", () -> memory.users().hits(), () -> memory.users().misses());
    }

    void watch(StoreWatch store, Observations observations) {
        String help = "Size of the store and free space on its disk; measured every ten seconds.";
        metrics.gauge("keycard_store_bytes", help, () -> store.latest().database(), "part", "database");
        metrics.gauge("keycard_store_bytes", help, () -> store.latest().audit(), "part", "audit");
        metrics.gauge("keycard_store_bytes", help, () -> store.latest().free(), "part", "free");
        metrics.gauge(
                "keycard_observations_stopped",
                "1 while refusals are not written to the audit, because the remaining room is reserved for acts.",
                () -> observations.isStopped() ? 1 : 0);
    }

    void watch(String scheme, CredentialCache<?> credentials) {
        cache("credentials-" + scheme, credentials::hits, credentials::misses);
    }

    void watch(Passwords passwords) {
        metrics.gauge(
                "keycard_hash_active",
                "Password hashes being computed.",
                () -> passwords.load().active());
        metrics.gauge(
                "keycard_hash_queued",
                "Password hashes waiting.",
                () -> passwords.load().queued());
        metrics.total(
                "keycard_hash_refused",
                "Hashes refused because the queue was full.",
                () -> passwords.load().refused());
        metrics.total(
                "keycard_hash_completed",
                "Hashes computed.",
                () -> passwords.load().completed());
        metrics.total(
                "keycard_hash_busy_seconds",
                "The time spent computing them.",
                () -> passwords.load().busy().toNanos() / NANOS);
    }

    private void cache(String name, DoubleSupplier hits, DoubleSupplier misses) {
        String help = "Look-ups in the caches of this node.";
        metrics.total("keycard_cache_lookups", help, hits, "cache", name, "result", "hit");
        metrics.total("keycard_cache_lookups", help, misses, "cache", name, "result", "miss");
    }
}
