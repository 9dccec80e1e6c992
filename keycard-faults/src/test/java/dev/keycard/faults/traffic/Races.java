package dev.keycard.faults.traffic;

import dev.keycard.faults.journal.Credential;
import dev.keycard.faults.journal.Credential.Kind;
import dev.keycard.faults.journal.Exchange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Requests at two nodes at the same moment, and right after one another: exchanges of one refresh token, and exchanges of one
 * whose login has just ended at the other node. For one thread.
 */
public final class Races {

    private static final String PASSWORD = "four winds blowing";
    private static final double MILLISECOND = 1e6;

    private final Api api;
    private final Member admin;
    private final Member member;
    private final ExecutorService threads = Executors.newFixedThreadPool(2, work -> {
        Thread thread = new Thread(work, "race");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Long> apart = new ArrayList<>();
    private int rounds;
    private int redeemedTwice;
    private int endedAndRefused;
    private int endedBeside;

    private Races(Api api, Member admin, Member member) {
        this.api = api;
        this.admin = admin;
        this.member = member;
    }

    /** Makes a user at the first node. */
    public static Races prepare(Api api, String adminPassword) throws InterruptedException {
        String access = api.accessToken(0, "admin", adminPassword).orElseThrow();
        return new Races(api, new Member("", "admin", adminPassword), api.create(0, access, "racer", PASSWORD));
    }

    public Map<String, String> firstPasswords() {
        return new LinkedHashMap<>(Map.of(member.id(), member.password()));
    }

    /** Plays rounds; what is promised is checked afterwards, in the journal. */
    public void play(int count) throws InterruptedException, ExecutionException {
        String staff = api.accessToken(0, admin.name(), admin.password()).orElseThrow();
        for (int round = 0; round < count; round++) {
            int here = round % 2;
            int there = 1 - here;
            Credential token = refreshToken(api.signIn(here, member, PASSWORD));
            Credential successor = redeemTwice(here, there, token);
            end(here, round % 4, successor, staff);
            count(api.refresh(there, successor));
            if (round % 4 == 2) {
                api.setActive(here, staff, member, true);
            }
            endBesideRefresh(here, there);
            rounds++;
        }
    }

    /** Both nodes exchange one token at the same moment; the chain goes on at either. */
    private Credential redeemTwice(int here, int there, Credential token)
            throws InterruptedException, ExecutionException {
        List<Exchange> both = together(() -> api.refresh(here, token), () -> api.refresh(there, token));
        apart.add(Math.abs(both.get(0).start() - both.get(1).start()));
        if (both.stream().allMatch(exchange -> exchange.answer().isSuccess())) {
            redeemedTwice++;
        }
        Exchange answered = both.get(0).answer().isSuccess() ? both.get(0) : both.get(1);
        return refreshToken(api.refresh(there, refreshToken(answered)));
    }

    private void end(int here, int how, Credential token, String staff) throws InterruptedException {
        switch (how) {
            case 0, 1 -> api.endLogin(here, token);
            case 2 -> api.setActive(here, staff, member, false);
            default -> api.endAll(here, access(here, token));
        }
    }

    /** The access token of the login; the refresh token is then the one before, which is refused as well. */
    private Credential access(int here, Credential token) throws InterruptedException {
        return api.refresh(here, token).answer().issued(Kind.ACCESS).orElseThrow();
    }

    /** In either order: whatever the exchange has given, nothing of the login works afterwards. */
    private void endBesideRefresh(int here, int there) throws InterruptedException, ExecutionException {
        Credential token = refreshToken(api.signIn(there, member, PASSWORD));
        List<Exchange> both = together(() -> api.endLogin(here, token), () -> api.refresh(there, token));
        Credential latest = both.get(1).answer().issued(Kind.REFRESH).orElse(token);
        if (both.get(0).answer().isSuccess()) {
            endedBeside++;
            count(api.refresh(there, latest));
        }
    }

    private void count(Exchange refused) {
        if (refused.answer().isRefusal()) {
            endedAndRefused++;
        }
    }

    private List<Exchange> together(Callable<Exchange> one, Callable<Exchange> other)
            throws InterruptedException, ExecutionException {
        CyclicBarrier start = new CyclicBarrier(2);
        Future<Exchange> first = threads.submit(() -> {
            start.await();
            return one.call();
        });
        Future<Exchange> second = threads.submit(() -> {
            start.await();
            return other.call();
        });
        return List.of(first.get(), second.get());
    }

    private static Credential refreshToken(Exchange exchange) {
        return exchange.answer()
                .issued(Kind.REFRESH)
                .orElseThrow(() -> new IllegalStateException("no refresh token: " + exchange));
    }

    /** In how many rounds both nodes answered the exchange of one token. */
    public int redeemedTwice() {
        return redeemedTwice;
    }

    public String report() {
        List<Long> sorted = apart.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "races: %d rounds; one token at two nodes, %.2f ms apart (median): %d times the same successor from both;%n"
                        + "a login ended at one node, its token at the other: %d times at once and %d times at the same moment,"
                        + " %d times refused afterwards%n",
                rounds,
                sorted.get(sorted.size() / 2) / MILLISECOND,
                redeemedTwice,
                rounds,
                endedBeside,
                endedAndRefused);
    }
}
