package dev.keycard.testkit.memory;

import static java.util.Objects.requireNonNull;

import dev.keycard.Stores;
import dev.keycard.apitoken.ApiTokenStore;
import dev.keycard.login.LoginStore;
import dev.keycard.mailchange.MailChangeStore;
import dev.keycard.user.AccountStore;
import dev.keycard.user.UserStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs acts in every order of their calls of the stores of users, accounts, logins, API tokens and changes of mail addresses: one
 * thread runs at a time, and passes its turn on before each call. Calls are transactions, so no other order of steps can make a
 * difference to these stores. Calls of the other stores do not wait: the engine reads keys under a lock. Used by one test thread.
 */
final class Interleavings implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @SuppressWarnings("ThreadLocalUsage") // the acts of one test, which ends with the threads
    private final ThreadLocal<@Nullable Actor<?>> current = new ThreadLocal<>();

    /** One act on a thread of its own. */
    private static final class Actor<T> {

        private final Semaphore turn = new Semaphore(0);
        private final Semaphore passedOn = new Semaphore(0);
        private volatile boolean done;
        private @Nullable Future<T> outcome;
    }

    private static final Set<Class<?>> WAITING =
            Set.of(UserStore.class, LoginStore.class, ApiTokenStore.class, MailChangeStore.class, AccountStore.class);

    /** A choice that was made, of that many. */
    private record Choice(int taken, int of) {}

    /** The same stores; calls that an act makes wait for its turn. */
    Stores over(Stores stores) {
        RecordComponent[] components = Stores.class.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] made = new Object[components.length];
        try {
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                Object store = components[i].getAccessor().invoke(stores);
                made[i] = WAITING.contains(types[i]) ? waiting(types[i], store) : store;
            }
            return Stores.class.getDeclaredConstructor(types).newInstance(made);
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError(impossible.getMessage(), impossible);
        }
    }

    private Object waiting(Class<?> type, Object store) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
            passOn();
            try {
                return method.invoke(store, given);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        });
    }

    private void passOn() throws InterruptedException {
        Actor<?> actor = current.get();
        if (actor != null) {
            actor.passedOn.release();
            await(actor.turn);
        }
    }

    /**
     * Runs the acts in each order.
     *
     * @param fresh makes the acts anew for each order
     * @param check receives the outcomes, in the order of the acts
     * @return how many orders there are
     */
    <T> int run(Supplier<List<Callable<T>>> fresh, Consumer<List<T>> check) throws Exception {
        List<Choice> choices = new ArrayList<>();
        int orders = 0;
        do {
            check.accept(runOnce(fresh.get(), choices));
            orders++;
        } while (moveOn(choices));
        return orders;
    }

    /** Follows the choices that are given, then takes the first each time and notes it. */
    private <T> List<T> runOnce(List<Callable<T>> acts, List<Choice> choices) throws Exception {
        List<Actor<T>> actors = new ArrayList<>();
        for (Callable<T> act : acts) {
            actors.add(begin(act));
        }
        List<Actor<T>> waiting = stillAtWork(actors);
        for (int step = 0; !waiting.isEmpty(); step++) {
            if (step == choices.size()) {
                choices.add(new Choice(0, waiting.size()));
            }
            advance(waiting.get(choices.get(step).taken()));
            waiting = stillAtWork(actors);
        }
        List<T> outcomes = new ArrayList<>();
        for (Actor<T> actor : actors) {
            outcomes.add(requireNonNull(actor.outcome).get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
        return outcomes;
    }

    /** The next order: the last choice that has another possibility takes it. */
    private static boolean moveOn(List<Choice> choices) {
        for (int last = choices.size() - 1; last >= 0; last--) {
            Choice choice = choices.remove(last);
            if (choice.taken() + 1 < choice.of()) {
                choices.add(new Choice(choice.taken() + 1, choice.of()));
                return true;
            }
        }
        return false;
    }

    /** Lets an act run until its first call. */
    private <T> Actor<T> begin(Callable<T> act) throws InterruptedException {
        Actor<T> actor = new Actor<>();
        actor.outcome = threads.submit(() -> {
            current.set(actor);
            try {
                return act.call();
            } finally {
                current.remove();
                actor.done = true;
                actor.passedOn.release();
            }
        });
        await(actor.passedOn);
        return actor;
    }

    private static void advance(Actor<?> actor) throws InterruptedException {
        actor.turn.release();
        await(actor.passedOn);
    }

    private static <T> List<Actor<T>> stillAtWork(List<Actor<T>> actors) {
        return actors.stream().filter(actor -> !actor.done).toList();
    }

    private static void await(Semaphore semaphore) throws InterruptedException {
        if (!semaphore.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("an act waits for something else than its turn");
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
