package dev.keycard.sql;

import dev.keycard.metrics.Counter;
import dev.keycard.metrics.Metrics;
import dev.keycard.metrics.Timer;

/** Metrics of the transactions that change something. */
record TransactionMetrics(Timer transactions, Counter conflicts, Counter failures) {

    static TransactionMetrics of(Metrics metrics) {
        return new TransactionMetrics(
                metrics.timer("keycard_store_transaction_seconds", "How long a committed transaction took."),
                metrics.counter(
                        "keycard_store_conflicts", "Transactions that conflicted with others; most are run again."),
                metrics.counter("keycard_store_failed_transactions", "Transactions that failed for another reason."));
    }
}
