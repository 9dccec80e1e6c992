package dev.keycard.faults.traffic;

import dev.keycard.faults.journal.Credential;
import dev.keycard.faults.journal.Credential.Kind;
import dev.keycard.faults.journal.Exchange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A user whose credentials nothing ends, and who finds out when everything works again at every node. For one thread. */
public final class Canary {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Api api;
    private final Member member;
    private final int nodes;
    private final ExecutorService threads;
    private @Nullable Credential access;
    private @Nullable Credential refresh;
    private @Nullable Credential apiToken;

    Canary(Api api, Member member, int nodes) {
        this.api = api;
        this.member = member;
        this.nodes = nodes;
        this.threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "canary");
            thread.setDaemon(true);
            return thread;
        });
    }

    Member member() {
        return member;
    }

    /** Signs in and makes an API token. */
    public void settle() throws InterruptedException {
        Exchange signedIn = api.signIn(0, member, member.password());
        take(signedIn);
        Credential by = signedIn.answer().issued(Kind.ACCESS).orElseThrow();
        apiToken = api.makeApiToken(0, by).answer().issued(Kind.API_TOKEN).orElseThrow();
    }

    /**
     * Waits until each of its credentials works at each node, and signing in too.
     *
     * @return how long that took; empty if it did not happen
     */
    public Optional<Duration> recovery() throws InterruptedException {
        long start = System.nanoTime();
        long deadline = start + PATIENCE.toNanos();
        List<Integer> waiting = new ArrayList<>();
        for (int node = 0; node < nodes; node++) {
            waiting.add(node);
        }
        while (!waiting.isEmpty() && System.nanoTime() < deadline) {
            waiting.removeAll(working(waiting));
        }
        return waiting.isEmpty() ? Optional.of(Duration.ofNanos(System.nanoTime() - start)) : Optional.empty();
    }

    /** Asks the nodes at the same time, so that a slow one does not hide when another one works. */
    private List<Integer> working(List<Integer> waiting) throws InterruptedException {
        List<Integer> working = new ArrayList<>();
        List<Future<Boolean>> answers = new ArrayList<>();
        for (int node : waiting) {
            answers.add(threads.submit((Callable<Boolean>) () -> credentialsWorkAt(node)));
        }
        for (int i = 0; i < answers.size(); i++) {
            // The refresh token is one chain: its turns are taken one after the other.
            if (isTrue(answers.get(i)) && refreshWorksAt(waiting.get(i))) {
                working.add(waiting.get(i));
            }
        }
        if (working.size() < waiting.size()) {
            TimeUnit.MILLISECONDS.sleep(25);
        }
        return working;
    }

    private boolean credentialsWorkAt(int node) throws InterruptedException {
        return works(api.use(node, held(access)))
                && works(api.use(node, held(apiToken)))
                && works(api.signIn(node, member, member.password()));
    }

    private boolean refreshWorksAt(int node) throws InterruptedException {
        Exchange refreshed = api.refresh(node, held(refresh));
        take(refreshed);
        return works(refreshed);
    }

    private void take(Exchange exchange) {
        exchange.answer().issued(Kind.ACCESS).ifPresent(issued -> access = issued);
        exchange.answer().issued(Kind.REFRESH).ifPresent(issued -> refresh = issued);
    }

    private static boolean works(Exchange exchange) {
        return exchange.answer().isSuccess();
    }

    private static boolean isTrue(Future<Boolean> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static Credential held(@Nullable Credential credential) {
        if (credential == null) {
            throw new IllegalStateException("it has not signed in");
        }
        return credential;
    }
}
