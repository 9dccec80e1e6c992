package dev.keycard.gate;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.authentication.Subject;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Request;
import dev.keycard.id.UserId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A scheme of an application, whose store answers when the test lets it. */
public final class SlowAuthenticator implements Authenticator {

    public final Semaphore turns = new Semaphore(0);
    private final Semaphore begun = new Semaphore(0);
    public final List<String> threads = new CopyOnWriteArrayList<>();
    public final AtomicInteger asked = new AtomicInteger();
    public final AtomicInteger interrupted = new AtomicInteger();
    public volatile boolean remember;
    public volatile boolean revoked;
    public volatile boolean broken;
    public volatile String name = "ada";

    @Override
    public String scheme() {
        return "slow";
    }

    @Override
    public Optional<Outcome> authenticateFromMemory(Request request) {
        asked.incrementAndGet();
        if (request.header("Authorization") == null) {
            return Optional.of(Outcome.NotAttempted.NOT_ATTEMPTED);
        }
        return remember ? Optional.of(outcome()) : Optional.empty();
    }

    @Override
    public Outcome authenticate(Request request) {
        threads.add(Thread.currentThread().getName());
        begun.release();
        try {
            turns.acquire();
        } catch (InterruptedException stopped) {
            interrupted.incrementAndGet();
        }
        if (broken) {
            throw new IllegalStateException("the store is broken");
        }
        return outcome();
    }

    /** Returns when a check has begun. */
    public void awaitCheck() throws InterruptedException {
        if (!begun.tryAcquire(20, TimeUnit.SECONDS)) {
            throw new AssertionError("no check has begun");
        }
    }

    private Outcome outcome() {
        return revoked
                ? new Outcome.Refused(new ApiError(ErrorCode.TOKEN_NOT_VALID), CredentialError.MALFORMED)
                : new Outcome.Authenticated(new AuthenticatedPrincipal(
                        new Named(UserId.parse(name).orElseThrow()), new Credential.Basic()));
    }

    @Override
    public boolean readsHeader() {
        return true;
    }

    @Override
    public Optional<String> challenge() {
        return Optional.of("Slow realm=\"api\"");
    }

    private record Named(UserId id) implements Subject {

        @Override
        public Set<String> roles() {
            return Set.of();
        }

        @Override
        public String tier() {
            return "";
        }

        @Override
        public boolean staff() {
            return false;
        }

        @Override
        public boolean superuser() {
            return false;
        }
    }
}
