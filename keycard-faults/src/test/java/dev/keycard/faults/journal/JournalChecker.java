package dev.keycard.faults.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Replays a journal and finds each answer that breaks a promise. What overlaps in time may have happened in either order, and
 * what was not answered may have happened or not, so an answer is a violation only if no order explains it. For one thread.
 */
public final class JournalChecker {

    private static final Duration NEARLY_EXPIRED = Duration.ofSeconds(3);

    private final Journal journal;
    private final Promise promise;
    private final History history;
    private final List<Violation> found = new ArrayList<>();
    private final Set<String> endedLate = new HashSet<>();

    /** @param firstPasswords for each user's id, the password before anything in the journal */
    public JournalChecker(Journal journal, Map<String, String> firstPasswords, Promise promise) {
        this.journal = journal;
        this.promise = promise;
        this.history = new History(journal, firstPasswords, promise);
    }

    /** All violations, in the order of time. */
    public List<Violation> check() {
        found.addAll(history.violations);
        for (Exchange exchange : journal.exchanges()) {
            checkStatus(exchange);
            checkUser(exchange);
            checkPassword(exchange);
            checkRefresh(exchange);
            checkPresented(exchange);
            checkName(exchange);
        }
        return List.copyOf(found);
    }

    /**
     * How many logins ended because an unanswered refresh was handled after its client had gone on, as far as has been checked.
     */
    public int endedByLateRequests() {
        return endedLate.size();
    }

    private void checkStatus(Exchange exchange) {
        int status = exchange.answer().status();
        boolean expected = switch (status) {
            case 0, 401, 503 -> true;
            case 400 -> exchange.act() instanceof Act.ChangePassword;
            case 403 -> exchange.act() instanceof Act.EndSession;
            case 404 -> exchange.act() instanceof Act.EndApiToken;
            default -> exchange.answer().isSuccess();
        };
        if (!expected) {
            report(Rule.UNEXPECTED_ANSWER, exchange);
        }
    }

    private void checkUser(Exchange exchange) {
        String user = exchange.act().user();
        String answered = exchange.answer().user();
        boolean others = exchange.answer().issued().stream()
                .anyMatch(credential -> !credential.owner().equals(user));
        if (others || (answered != null && !answered.equals(user))) {
            report(Rule.WRONG_USER, exchange);
        }
    }

    private void checkPassword(Exchange exchange) {
        if (exchange.act() instanceof Act.SignIn signIn) {
            checkPassword(exchange, signIn.user(), signIn.password());
        } else if (exchange.act() instanceof Act.OpenSession session) {
            checkPassword(exchange, session.user(), session.password());
        }
    }

    private void checkPassword(Exchange exchange, String user, String password) {
        Register<String> passwords = history.password(user);
        Register<Boolean> active = history.active(user);
        if (exchange.answer().isSuccess()) {
            if (!passwords.mayBe(password, exchange.start(), exchange.end())
                    || !active.mayBe(true, exchange.start(), exchange.end())) {
                report(Rule.WRONG_PASSWORD, exchange);
            }
        } else if (exchange.answer().isRefusal()
                && !passwords.mayDifferFrom(password, exchange.start(), exchange.end())
                && !active.mayBe(false, exchange.start(), exchange.end())) {
            report(Rule.PASSWORD_REFUSED, exchange);
        }
    }

    private void checkRefresh(Exchange exchange) {
        if (!(exchange.act() instanceof Act.Refresh refresh)) {
            return;
        }
        Credential token = refresh.token();
        if (exchange.answer().isSuccess()) {
            sureEnding(exchange, token, Duration.ZERO)
                    .ifPresent(ending -> report(Rule.REVOKED_REFRESHED, exchange, ending.by()));
            history.chains
                    .replacedBefore(exchange, token)
                    .ifPresent(next -> report(Rule.REPLACED_REFRESHED, exchange, next));
        } else {
            checkCause(exchange, token);
        }
    }

    private void checkPresented(Exchange exchange) {
        Credential credential = exchange.act().presented();
        if (credential == null) {
            return;
        }
        if (exchange.answer().isSuccess()) {
            sureEnding(exchange, credential, promise.knownWithin())
                    .ifPresent(ending -> report(Rule.REVOKED_ACCEPTED, exchange, ending.by()));
        } else {
            checkCause(exchange, credential);
        }
    }

    /** An ending that the node must know: at once if it was asked for it, else after a while. */
    private Optional<Ending> sureEnding(Exchange exchange, Credential credential, Duration elsewhere) {
        return history.group(credential)
                .flatMap(group -> history.endings(group)
                        .filter(ending -> ending.surelyEnds(group))
                        .filter(ending ->
                                ending.by().end() + (ending.by().node() == exchange.node() ? 0 : elsewhere.toNanos())
                                        < exchange.start())
                        .findFirst());
    }

    private void checkCause(Exchange exchange, Credential credential) {
        if (!exchange.answer().isRefusal() || promise.clocksDiffer(exchange)) {
            return;
        }
        Optional<Group> group = history.group(credential);
        boolean exempt = group.isEmpty()
                || history.issuedWhileClocksDiffered(credential)
                || credential.expires() < exchange.end() + NEARLY_EXPIRED.toNanos();
        if (!exempt) {
            checkCause(exchange, group.get());
        }
    }

    private void checkCause(Exchange exchange, Group group) {
        List<Ending> causes = history.endings(group)
                .filter(ending -> ending.mayHaveEnded(group, exchange))
                .toList();
        if (causes.isEmpty()) {
            report(Rule.REFUSED_WITHOUT_CAUSE, exchange, group.born());
        } else if (causes.stream().allMatch(Ending::isLateRefresh)) {
            endedLate.add(group.id());
        }
    }

    /** Another node may know a former name for as long as it may not know of a revocation. */
    private void checkName(Exchange exchange) {
        String name = exchange.answer().name();
        long learnt = exchange.start() - promise.knownWithin().toNanos();
        if (name != null && !history.name(exchange.act().user()).mayBe(name, learnt, exchange.end())) {
            report(Rule.LOST_WRITE, exchange);
        }
    }

    private void report(Rule rule, Exchange... evidence) {
        found.add(new Violation(rule, List.of(evidence)));
    }
}
