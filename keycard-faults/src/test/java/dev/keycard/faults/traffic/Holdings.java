package dev.keycard.faults.traffic;

import dev.keycard.faults.journal.Credential;
import dev.keycard.faults.journal.Credential.Kind;
import dev.keycard.faults.journal.Exchange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** The credentials that a client has and has had. For one thread. */
final class Holdings {

    private static final int REMEMBERED = 40;

    /** A login: its latest tokens, and the refresh token before. */
    static final class Held {

        private Credential access;
        private Credential refresh;
        private Credential replaced;

        private Held(Credential access, Credential refresh) {
            this.access = access;
            this.refresh = refresh;
            this.replaced = refresh;
        }

        Credential access() {
            return access;
        }

        Credential refresh() {
            return refresh;
        }

        /** The refresh token before the latest one, or the latest if there was none. */
        Credential replaced() {
            return replaced;
        }

        /** Takes the tokens of a successful refresh. */
        void take(Exchange refreshed) {
            access = refreshed.answer().issued(Kind.ACCESS).orElseThrow();
            replaced = refresh;
            refresh = refreshed.answer().issued(Kind.REFRESH).orElseThrow();
        }
    }

    private final Random random;
    private final List<Held> logins = new ArrayList<>();
    private final List<Credential> others = new ArrayList<>();
    private final Deque<Credential> ended = new ArrayDeque<>();

    Holdings(Random random) {
        this.random = random;
    }

    List<Held> logins() {
        return List.copyOf(logins);
    }

    /** API tokens and sessions. */
    List<Credential> others() {
        return List.copyOf(others);
    }

    /** Credentials that should not work any more. */
    Collection<Credential> ended() {
        return List.copyOf(ended);
    }

    Held anyLogin() {
        return logins.get(random.nextInt(logins.size()));
    }

    /** Adds what an answer issues. */
    void add(Exchange exchange) {
        exchange.answer()
                .issued(Kind.REFRESH)
                .ifPresent(refresh -> logins.add(
                        new Held(exchange.answer().issued(Kind.ACCESS).orElseThrow(), refresh)));
        exchange.answer().issued(Kind.API_TOKEN).ifPresent(others::add);
        exchange.answer().issued(Kind.SESSION).ifPresent(others::add);
    }

    void ended(Held login) {
        if (logins.remove(login)) {
            remember(login.access());
            remember(login.refresh());
        }
    }

    void ended(Credential other) {
        if (others.remove(other)) {
            remember(other);
        }
    }

    void endedAll() {
        logins().forEach(this::ended);
        others().forEach(this::ended);
    }

    void endedAllLoginsBut(Held spared) {
        logins().stream().filter(login -> login != spared).forEach(this::ended);
        others().stream().filter(other -> other.kind() == Kind.SESSION).forEach(this::ended);
    }

    private void remember(Credential credential) {
        ended.addLast(credential);
        if (ended.size() > REMEMBERED) {
            ended.removeFirst();
        }
    }
}
