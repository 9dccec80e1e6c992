package dev.keycard.faults.journal;

import dev.keycard.faults.journal.Credential.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A journal that a test writes by hand, on a clock of its own. For one thread. */
final class Story {

    static final String ANN = "ann";
    static final String BEN = "ben";
    static final String PASSWORD = "first";
    static final Duration KNOWN_WITHIN = Duration.ofSeconds(1);
    static final long MILLISECOND = 1_000_000;

    private final Journal journal = new Journal();
    private long now = 1_000 * MILLISECOND;
    private int made;

    /** Lets time pass. */
    Story later(long milliseconds) {
        now += milliseconds * MILLISECOND;
        return this;
    }

    long now() {
        return now;
    }

    /** A request of 10 ms, one ms after what was before. */
    Exchange add(int node, Act act, Answer answer) {
        return add(node, act, answer, 10);
    }

    Exchange add(int node, Act act, Answer answer, long milliseconds) {
        Exchange exchange = new Exchange(node, act, now, now + milliseconds * MILLISECOND, answer);
        now = exchange.end() + MILLISECOND;
        journal.add(exchange);
        return exchange;
    }

    Pair signIn(int node, String user) {
        Pair pair = pair(user, "login" + ++made);
        add(node, new Act.SignIn(user, PASSWORD), pair.answer());
        return pair;
    }

    Pair refresh(int node, Pair from) {
        Pair next = successor(from);
        add(node, new Act.Refresh(from.refresh()), next.answer());
        return next;
    }

    /** A further pair of the same login, of which nothing is written down yet. */
    Pair successor(Pair from) {
        return pair(from.refresh().owner(), from.refresh().group());
    }

    void use(int node, Credential credential, int status) {
        add(node, new Act.Use(credential), status == 200 ? Answer.profile(credential.owner(), "") : Answer.of(status));
    }

    Credential apiToken(int node, Pair by) {
        Credential token = credential(Kind.API_TOKEN, by.access().owner(), "token" + ++made);
        add(node, new Act.MakeApiToken(by.access()), Answer.issuing(token));
        return token;
    }

    private Pair pair(String user, String login) {
        return new Pair(credential(Kind.ACCESS, user, login), credential(Kind.REFRESH, user, login));
    }

    private Credential credential(Kind kind, String user, String group) {
        return new Credential(kind, user, group, "id" + ++made, Long.MAX_VALUE, "secret");
    }

    List<Rule> violations() {
        return violations(Promise.within(KNOWN_WITHIN));
    }

    List<Rule> violations(Promise promise) {
        return new JournalChecker(journal, Map.of(ANN, PASSWORD, BEN, PASSWORD), promise)
                .check().stream().map(Violation::rule).toList();
    }

    record Pair(Credential access, Credential refresh) {

        Answer answer() {
            return Answer.issuing(access, refresh);
        }
    }
}
