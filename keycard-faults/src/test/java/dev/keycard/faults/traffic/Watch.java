package dev.keycard.faults.traffic;

import dev.keycard.faults.journal.Credential;
import dev.keycard.faults.journal.Credential.Kind;
import dev.keycard.faults.journal.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Presents access tokens to every node again and again while their logins end at one of them. Each node has clients of its own,
 * so that one that does not answer keeps no other client waiting: a node that is cut off must not accept for long what others
 * end. Thread-safe.
 */
final class Watch {

    private static final int STOCK = 4;
    private static final long BETWEEN_ENDS_MILLIS = 300;
    private static final long BETWEEN_PROBES_MILLIS = 20;
    private static final long PRESENTED_NANOS = 8_000_000_000L;

    private final Api api;
    private final Member member;
    private final int nodes;
    private final Queue<Watched> watched = new ConcurrentLinkedQueue<>();

    Watch(Api api, Member member, int nodes) {
        this.api = api;
        this.member = member;
        this.nodes = nodes;
    }

    Member member() {
        return member;
    }

    /** A login whose access token is presented. */
    private static final class Watched {

        private final Credential access;
        private final Credential refresh;
        private final int node;
        private final Set<Integer> knownAt = ConcurrentHashMap.newKeySet();
        private volatile long endedAt = Long.MAX_VALUE;

        Watched(Exchange signedIn) {
            access = signedIn.answer().issued(Kind.ACCESS).orElseThrow();
            refresh = signedIn.answer().issued(Kind.REFRESH).orElseThrow();
            node = signedIn.node();
        }

        boolean isLive() {
            return endedAt == Long.MAX_VALUE;
        }
    }

    /**
     * Three clients for each node: one begins and ends logins, one presents new access tokens, and one those that the node has
     * seen, which it can decide about from memory.
     */
    List<Callable<Void>> until(Traffic traffic) {
        List<Callable<Void>> clients = new ArrayList<>();
        for (int index = 0; index < nodes; index++) {
            int node = index;
            clients.add(repeating(traffic, () -> beginAndEnd(node)));
            clients.add(repeating(traffic, () -> present(node, false)));
            clients.add(repeating(traffic, () -> present(node, true)));
        }
        return clients;
    }

    private interface Step {
        void run() throws InterruptedException;
    }

    private static Callable<Void> repeating(Traffic traffic, Step step) {
        return () -> {
            while (traffic.goesOn()) {
                step.run();
                TimeUnit.MILLISECONDS.sleep(BETWEEN_PROBES_MILLIS);
            }
            return null;
        };
    }

    private void beginAndEnd(int node) throws InterruptedException {
        List<Watched> live =
                watched.stream().filter(one -> one.node == node && one.isLive()).toList();
        Optional<Watched> known =
                live.stream().filter(one -> one.knownAt.size() == nodes).findFirst();
        if (live.size() < STOCK) {
            Exchange signedIn = api.signIn(node, member, member.password());
            if (signedIn.answer().isSuccess()) {
                watched.add(new Watched(signedIn));
            }
        } else if (known.isPresent()) {
            api.endLogin(node, known.get().refresh);
            known.get().endedAt = System.nanoTime();
            TimeUnit.MILLISECONDS.sleep(BETWEEN_ENDS_MILLIS);
        }
        watched.removeIf(one -> !one.isLive() && System.nanoTime() - one.endedAt > PRESENTED_NANOS);
    }

    private void present(int node, boolean known) throws InterruptedException {
        for (Watched one : List.copyOf(watched)) {
            if (one.knownAt.contains(node) == known) {
                if (api.use(node, one.access).answer().isSuccess()) {
                    one.knownAt.add(node);
                }
                TimeUnit.MILLISECONDS.sleep(BETWEEN_PROBES_MILLIS);
            }
        }
    }
}
