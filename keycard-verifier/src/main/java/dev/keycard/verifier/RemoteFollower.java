package dev.keycard.verifier;

import dev.keycard.crypto.Entropy;
import dev.keycard.revocation.ChangeSource;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Follows the changes of servers on a thread of its own: by server-sent events, or by long polling where those do not come
 * through. When a server fails, the next one is asked at once; when all fail, with pauses that grow. Thread-safe.
 */
final class RemoteFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteFollower.class);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(2);
    private static final Duration FIRST_CATCH_UP = Duration.ofSeconds(4);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration POLL_FOR = Duration.ofMinutes(1);

    private final RemoteChanges servers;
    private final RemoteView view;
    private final RemoteRequest request;
    private final Entropy entropy;
    private final LongSupplier nanoClock;
    private final CountDownLatch complete = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "keycard-verifier-changes");
    private volatile Runnable news = () -> {};
    private volatile boolean closed;
    private int server;
    private int failures;
    /** Set on the thread of this, and cleared on one that changes come on. */
    private volatile boolean away;
    /** Until when events are not tried, because they did not come through. */
    private @Nullable Long pollUntil;

    RemoteFollower(RemoteChanges servers, Duration maxStaleness, Entropy entropy, LongSupplier nanoClock) {
        this.servers = servers;
        this.view = new RemoteView(nanoClock);
        this.entropy = entropy;
        this.nanoClock = nanoClock;
        Duration part = maxStaleness.multipliedBy(2).dividedBy(5);
        Duration silence = part.compareTo(LONGEST_SILENCE) < 0 ? part : LONGEST_SILENCE;
        this.request = new RemoteRequest(view, this::onNews, servers::authorization, silence, nanoClock);
        thread.setDaemon(true);
    }

    ChangeSource source() {
        return view;
    }

    /**
     * Begins to follow, and waits a few seconds until all changes have come.
     *
     * @param listener is called when changes can be taken
     * @param unknown receives moments before which nothing can be decided
     */
    void start(Runnable listener, Consumer<Instant> unknown) {
        news = listener;
        view.onUnknown(unknown);
        thread.start();
        try {
            if (!complete.await(FIRST_CATCH_UP.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("no server has sent its changes yet: tokens are refused until one does");
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void onNews() {
        if (view.isComplete()) {
            news.run();
            complete.countDown();
            failures = 0;
            if (away) {
                away = false;
                LOG.info("changes come again");
            }
        }
    }

    private void run() {
        try {
            while (!closed) {
                if (!attempt(servers.endpoint(server))) {
                    server = (server + 1) % servers.servers();
                    pause();
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether the same server may be asked again at once. */
    private boolean attempt(URI endpoint) throws InterruptedException {
        try {
            if (polls()) {
                request.poll(endpoint);
            } else {
                request.follow(endpoint);
            }
            return true;
        } catch (RemoteRequest.RefusedException refused) {
            if (refused.status() == 410 && view.cursor() != null) {
                LOG.info("{} cannot continue from the cursor: begins anew", endpoint);
                view.beginAnew();
                return true;
            }
            failed(endpoint, refused);
        } catch (IOException | RuntimeException failure) {
            if (failure instanceof RemoteRequest.SilentException) {
                pollUntil = nanoClock.getAsLong() + POLL_FOR.toNanos();
            } else if (polls()) {
                pollUntil = null;
            }
            failed(endpoint, failure);
        }
        return false;
    }

    private boolean polls() {
        Long until = pollUntil;
        return until != null && nanoClock.getAsLong() - until < 0;
    }

    private void failed(URI endpoint, Exception failure) {
        if (!closed) {
            // Logged once for each outage, not for each attempt.
            LOG.atLevel(away ? Level.DEBUG : Level.WARN).setCause(failure).log("changes do not come from {}", endpoint);
            away = true;
        }
    }

    /** The first failures are followed by short pauses, so that another server is asked soon; each pause is random. */
    private void pause() throws InterruptedException {
        int rounds = Math.min(10, failures++ / servers.servers());
        long longest = Math.min(LONGEST_PAUSE.toMillis(), SHORTEST_PAUSE.toMillis() << rounds);
        int random = Byte.toUnsignedInt(entropy.bytes(1)[0]);
        Thread.sleep(longest / 2 + longest * random / 512);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
