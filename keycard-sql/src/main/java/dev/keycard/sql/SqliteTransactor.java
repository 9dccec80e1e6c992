package dev.keycard.sql;

import dev.keycard.audit.AuthEvent;
import dev.keycard.revocation.Change;
import dev.keycard.store.Subscription;
import java.util.List;
import java.util.function.Consumer;

/** Reads from the pool, writes through the one writer. */
record SqliteTransactor(ReaderPool readers, GroupWriter writer) implements Transactor {

    @Override
    public <T> T read(Query<T> query) {
        return readers.read(query);
    }

    @Override
    public <T> T write(Work<T> work) {
        return writer.write(work);
    }

    @Override
    public Subscription onCommit(Consumer<List<Change>> listener) {
        return writer.onCommit(listener);
    }

    @Override
    public Subscription onAct(Consumer<AuthEvent> listener) {
        return writer.onAct(listener);
    }
}
