package dev.keycard.server.crash;

import dev.keycard.server.crash.JournalledLogin.State;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One client of one user: signs in, refreshes, changes the password, signs out and everywhere, and writes down what it was told.
 */
final class Traffic implements Runnable {

    private static final int MAX_LOGINS = 6;

    private final Client client;
    private final String username;
    private String password;
    private String otherPassword = "eleven rivers wide";
    private final Random random;
    private final AtomicBoolean stop;
    private final List<JournalledLogin> journal = new ArrayList<>();

    Traffic(Client client, String username, String password, long seed, AtomicBoolean stop) {
        this.client = client;
        this.username = username;
        this.password = password;
        this.random = new Random(seed);
        this.stop = stop;
    }

    /** What was written down; to be read when the client has stopped. */
    List<JournalledLogin> journal() {
        return journal;
    }

    @Override
    public void run() {
        try {
            while (!stop.get() && step()) {
                // Each step is one request; the first unanswered one ends the client, as it ends a connection.
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean step() throws InterruptedException {
        List<JournalledLogin> live =
                journal.stream().filter(login -> login.state() == State.LIVE).toList();
        if (live.isEmpty() || (live.size() < MAX_LOGINS && random.nextInt(10) < 2)) {
            return signIn();
        }
        JournalledLogin login = live.get(random.nextInt(live.size()));
        return switch (random.nextInt(24)) {
            case 0 -> logoutAll(live, login);
            case 20 -> changePassword(live, login);
            case 21 -> client.tokenAuth(username, password).isPresent();
            case 1, 2, 3, 22, 23 -> blacklist(login);
            default -> refresh(login);
        };
    }

    private boolean signIn() throws InterruptedException {
        Optional<Client.Pair> pair = client.signIn(username, password);
        if (pair.isEmpty()) {
            // Before the last kill it may have been changed.
            swapPasswords();
            pair = client.signIn(username, password);
        }
        pair.map(JournalledLogin::new).ifPresent(journal::add);
        return pair.isPresent();
    }

    /** An unanswered refresh may have happened; the login works all the same, and its successor is the same for ever. */
    private boolean refresh(JournalledLogin login) throws InterruptedException {
        Optional<Client.Pair> pair = Client.pair(client.refresh(login.current().refresh()));
        pair.ifPresent(login::rotated);
        return pair.isPresent();
    }

    private boolean blacklist(JournalledLogin login) throws InterruptedException {
        Optional<HttpResponse<String>> answer = client.blacklist(login.current().refresh());
        login.became(isDone(answer) ? State.ENDED : State.UNSURE);
        return answer.isPresent();
    }

    private boolean logoutAll(List<JournalledLogin> live, JournalledLogin by) throws InterruptedException {
        Optional<HttpResponse<String>> answer = client.logoutAll(by.current().access());
        live.forEach(login -> login.became(isDone(answer) ? State.ENDED : State.UNSURE));
        return answer.isPresent();
    }

    /** All logins end but the one that asks. */
    private boolean changePassword(List<JournalledLogin> live, JournalledLogin by) throws InterruptedException {
        Optional<HttpResponse<String>> answer =
                client.changePassword(by.current().access(), password, otherPassword);
        live.stream()
                .filter(login -> login != by)
                .forEach(login -> login.became(isDone(answer) ? State.ENDED : State.UNSURE));
        if (isDone(answer)) {
            swapPasswords();
        }
        return answer.isPresent();
    }

    private void swapPasswords() {
        String former = password;
        password = otherPassword;
        otherPassword = former;
    }

    private static boolean isDone(Optional<HttpResponse<String>> answer) {
        return answer.filter(response -> response.statusCode() / 100 == 2).isPresent();
    }
}
