package dev.keycard.audit;

import dev.keycard.api.Internal;
import dev.keycard.revocation.Change;
import dev.keycard.store.Listeners;
import dev.keycard.store.Subscription;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Who receives what a transaction recorded, once it is committed. For implementations of stores. Thread-safe. */
@Internal
public final class CommitListeners {

    private final Listeners<Consumer<List<Change>>> changeListeners = new Listeners<>("committed changes");
    private final Listeners<Consumer<AuthEvent>> actListeners = new Listeners<>("committed acts");
    private final Listeners<Predicate<AuthEvent>> actTakers = new Listeners<>("committed acts");

    /** Adds a listener of changes. */
    public Subscription onCommit(Consumer<List<Change>> listener) {
        return changeListeners.add(listener);
    }

    /** Adds a listener of acts. */
    public Subscription onAct(Consumer<AuthEvent> listener) {
        return actListeners.add(listener);
    }

    /** Adds a taker of acts: each act goes to the first taker that takes it. */
    public Subscription offerActs(Predicate<AuthEvent> taker) {
        return actTakers.add(taker);
    }

    /** Calls the listeners of changes on this thread, if there are changes. */
    public void committed(List<Change> changes) {
        if (!changes.isEmpty()) {
            changeListeners.tell(listener -> listener.accept(changes));
        }
    }

    /** Calls the listeners of acts, and then the takers, on this thread, act by act. */
    public void done(List<AuthEvent.Act> acts) {
        for (AuthEvent.Act act : acts) {
            actListeners.tell(listener -> listener.accept(act));
            actTakers.offer(taker -> taker.test(act));
        }
    }
}
