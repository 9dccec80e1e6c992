package dev.keycard.faults.traffic;

import dev.keycard.faults.journal.Answer;
import dev.keycard.faults.journal.Credential;
import dev.keycard.faults.journal.Credential.Kind;
import dev.keycard.faults.journal.Exchange;
import dev.keycard.faults.traffic.Holdings.Held;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * One client of one user: asks random nodes, tries again at another node when there is no answer, and goes on with what it was
 * answered last, as real clients do. For one thread.
 */
final class Client implements AutoCloseable {

    private static final int LOGINS = 4;
    private static final int OTHERS = 6;
    private static final int ATTEMPTS = 4;
    private static final List<String> PASSWORDS =
            List.of("seven oceans deep", "eleven rivers wide", "thirteen hills high");

    private final Api api;
    private final Member member;
    private final int nodes;
    private final Random random;
    private final Holdings holdings;
    private final ExecutorService besides = Executors.newCachedThreadPool();
    private String password;
    private String otherPassword;
    private int names;

    Client(Api api, Member member, int nodes, long seed) {
        this.api = api;
        this.member = member;
        this.nodes = nodes;
        this.random = new Random(seed);
        this.holdings = new Holdings(random);
        this.password = member.password();
        this.otherPassword = member.password();
    }

    /** One act. */
    void step() throws InterruptedException {
        if (holdings.logins().isEmpty() || (holdings.logins().size() < LOGINS && random.nextInt(12) == 0)) {
            signIn();
            return;
        }
        int act = random.nextInt(100);
        if (act < 34) {
            refresh(holdings.anyLogin());
        } else if (act < 64) {
            useAny();
        } else if (act < 72) {
            useEnded();
        } else if (act < 78) {
            refreshAtTwoNodes(holdings.anyLogin());
        } else if (act < 84) {
            endLogin(holdings.anyLogin());
        } else if (act < 88) {
            endLoginBesideRefresh(holdings.anyLogin());
        } else {
            rareAct(act);
        }
    }

    private void rareAct(int act) throws InterruptedException {
        switch (act) {
            case 88 -> endAll(holdings.anyLogin());
            case 89 -> changePassword(holdings.anyLogin());
            case 90 -> presentReplaced(holdings.anyLogin());
            case 91, 92 -> openSession();
            case 93, 94, 95 -> makeApiToken(holdings.anyLogin());
            case 96, 97 -> endOther(holdings.anyLogin());
            default -> api.rename(node(), holdings.anyLogin().access(), "name" + ++names);
        }
    }

    /** Presents everything that this client has and has had, at one node: what is live works, what has ended does not. */
    void presentEverything(int node) throws InterruptedException {
        for (Credential other : holdings.others()) {
            api.use(node, other);
        }
        for (Credential credential : holdings.ended()) {
            presentEnded(node, credential);
        }
        for (Held login : holdings.logins()) {
            api.use(node, login.access());
            refreshAt(node, login);
        }
        holdings.add(api.signIn(node, member, password));
    }

    private int node() {
        return random.nextInt(nodes);
    }

    private void signIn() throws InterruptedException {
        Exchange exchange = api.signIn(node(), member, password);
        if (exchange.answer().isRefusal()) {
            // A change of the password that was not answered may have happened.
            String unsure = password;
            password = otherPassword;
            otherPassword = unsure;
        }
        holdings.add(exchange);
        pauseUnless(exchange.answer().isSuccess());
    }

    private void refresh(Held login) throws InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (refreshAt(node(), login)) {
                return;
            }
            pauseUnless(false);
        }
    }

    /** Answers whether there was an answer that decides. */
    private boolean refreshAt(int node, Held login) throws InterruptedException {
        return take(login, api.refresh(node, login.refresh()));
    }

    private boolean take(Held login, Exchange refreshed) {
        if (refreshed.answer().isSuccess()) {
            login.take(refreshed);
        } else if (refreshed.answer().isRefusal()) {
            holdings.ended(login);
        }
        return !refreshed.answer().isUnknown();
    }

    private void refreshAtTwoNodes(Held login) throws InterruptedException {
        Credential token = login.refresh();
        int node = node();
        Future<Exchange> beside = besides.submit(() -> api.refresh((node + 1) % nodes, token));
        Exchange here = api.refresh(node, token);
        Exchange there = answer(beside);
        if (!take(login, here)) {
            take(login, there);
        }
    }

    private void useAny() throws InterruptedException {
        List<Credential> others = holdings.others();
        boolean other = !others.isEmpty() && random.nextBoolean();
        Credential credential = other
                ? others.get(random.nextInt(others.size()))
                : holdings.anyLogin().access();
        Exchange used = api.use(node(), credential);
        if (other && used.answer().isRefusal()) {
            holdings.ended(credential);
        }
    }

    private void useEnded() throws InterruptedException {
        List<Credential> ended = List.copyOf(holdings.ended());
        if (!ended.isEmpty()) {
            presentEnded(node(), ended.get(random.nextInt(ended.size())));
        }
    }

    private void presentEnded(int node, Credential credential) throws InterruptedException {
        if (credential.kind() == Kind.REFRESH) {
            api.refresh(node, credential);
        } else {
            api.use(node, credential);
        }
    }

    private void endLogin(Held login) throws InterruptedException {
        int node = node();
        Exchange ended = api.endLogin(node, login.refresh());
        if (!ended.answer().isUnknown()) {
            holdings.ended(login);
        }
        refreshAt((node + 1) % nodes, login);
    }

    private void endLoginBesideRefresh(Held login) throws InterruptedException {
        Credential token = login.refresh();
        int node = node();
        Future<Exchange> beside = besides.submit(() -> api.endLogin((node + 1) % nodes, token));
        Exchange refreshed = api.refresh(node, token);
        if (refreshed.answer().isSuccess()) {
            login.take(refreshed);
        }
        if (!answer(beside).answer().isUnknown()) {
            holdings.ended(login);
        }
        refreshAt(node(), login);
    }

    /** Another client has the token before, as a thief would: the login ends. */
    private void presentReplaced(Held login) throws InterruptedException {
        Credential stolen = login.refresh();
        refresh(login);
        Credential successor = login.refresh();
        refresh(login);
        if (!login.refresh().id().equals(successor.id()) && !successor.id().equals(stolen.id())) {
            api.refresh(node(), stolen);
            refresh(login);
        }
    }

    private void endAll(Held by) throws InterruptedException {
        Exchange ended = api.endAll(node(), by.access());
        if (ended.answer().isSuccess()) {
            holdings.endedAll();
        }
    }

    private void changePassword(Held by) throws InterruptedException {
        String next = PASSWORDS.get(random.nextInt(PASSWORDS.size()));
        if (next.equals(password)) {
            return;
        }
        Exchange changed = api.changePassword(node(), by.access(), password, next);
        if (changed.answer().isSuccess()) {
            otherPassword = password;
            password = next;
            holdings.endedAllLoginsBut(by);
        } else if (changed.answer().isUnknown()) {
            otherPassword = next;
        }
    }

    private void openSession() throws InterruptedException {
        if (holdings.others().size() < OTHERS) {
            Optional<Exchange> opened = api.openSession(node(), member, password);
            opened.ifPresent(holdings::add);
        }
    }

    private void makeApiToken(Held by) throws InterruptedException {
        if (holdings.others().size() < OTHERS) {
            holdings.add(api.makeApiToken(node(), by.access()));
        }
    }

    private void endOther(Held by) throws InterruptedException {
        List<Credential> others = holdings.others();
        if (others.isEmpty()) {
            return;
        }
        Credential other = others.get(random.nextInt(others.size()));
        Answer ended = other.kind() == Kind.SESSION
                ? api.endSession(node(), other).answer()
                : api.endApiToken(node(), by.access(), other).answer();
        if (ended.isSuccess()) {
            holdings.ended(other);
        }
    }

    private static Exchange answer(Future<Exchange> beside) throws InterruptedException {
        try {
            return beside.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void pauseUnless(boolean answered) throws InterruptedException {
        if (!answered) {
            TimeUnit.MILLISECONDS.sleep(30 + random.nextInt(100));
        }
    }

    @Override
    public void close() {
        besides.shutdownNow();
    }

    /** Runs steps with short pauses until told to stop. */
    Callable<Void> until(Traffic traffic) {
        return () -> {
            while (traffic.goesOn()) {
                step();
                TimeUnit.MILLISECONDS.sleep(random.nextInt(traffic.pauseMillis()));
            }
            return null;
        };
    }
}
