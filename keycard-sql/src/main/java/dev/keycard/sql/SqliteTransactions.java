package dev.keycard.sql;

import dev.keycard.audit.AuthEvent;
import dev.keycard.revocation.Change;
import dev.keycard.store.Subscription;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Reads through the pool and writes through the one writer. SQLite runs writing transactions one after the other, over all
 * processes, which makes them serializable.
 */
record SqliteTransactions(ReaderPool readers, GroupWriter writer) implements Transactions {

    @Override
    public <T> T read(Query<T> query) {
        return readers.read(query);
    }

    @Override
    public <T> T serializable(Work<T> work) {
        return writer.write(work);
    }

    @Override
    public <A, B> Optional<Both<A, B>> changeRow(Statement<A> change, Statement<B> reading) {
        return serializable(transaction -> transaction.sql().both(change, reading));
    }

    @Override
    public Subscription onCommit(Consumer<List<Change>> listener) {
        return writer.listeners().onCommit(listener);
    }

    @Override
    public Subscription onAct(Consumer<AuthEvent> listener) {
        return writer.listeners().onAct(listener);
    }

    @Override
    public Subscription offerActs(Predicate<AuthEvent> taker) {
        return writer.listeners().offerActs(taker);
    }
}
