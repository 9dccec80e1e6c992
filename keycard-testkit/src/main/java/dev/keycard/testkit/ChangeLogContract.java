package dev.keycard.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.audit.AuditContext;
import dev.keycard.change.ChangeLog;
import dev.keycard.key.StoredKey;
import dev.keycard.login.EndReason;
import dev.keycard.login.Login;
import dev.keycard.login.LoginKind;
import dev.keycard.revocation.Change;
import dev.keycard.revocation.ChangeReader;
import dev.keycard.revocation.RecordedChange;
import dev.keycard.store.StoreUnavailableException;
import dev.keycard.store.Subscription;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import dev.keycard.user.UsernameTakenException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The contract of {@link ChangeLog}. The test of a store extends this class and opens the stores. */
public abstract class ChangeLogContract extends StoreContract {

    private static final int BUSY_THREADS = 16;

    @Test
    void is_emptyAtFirst() {
        assertThat(changes().after(0, 10)).isEmpty();
        assertThat(changes().lastBefore(now().plusSeconds(60))).isZero();
    }

    @Test
    void gives_everyKindOfChangeAsItWasRecorded() {
        User ann = createUser("ann");
        Login ended = startLogin(ann);
        Login spared = startLogin(ann);
        var token = createToken(ann);
        var replaced = createToken(ann);
        pass(Duration.ofMillis(1));
        logins().end(ended.id(), EndReason.SIGNED_OUT, AuditContext.at(now()));
        apiTokens().end(token.id(), AuditContext.at(now()));
        rotate(replaced, newToken(ann, false));
        signingKeys().addFirst(StoredKey.made("k", "ES256", new byte[] {1}, now(), now()), AuditContext.at(now()));
        users().changePassword(ann.id(), ann.credentialVersion(), "another", spared.id(), AuditContext.at(now()));

        assertThat(recorded())
                .containsExactlyInAnyOrder(
                        new Change.LoginEnded(ended.id()),
                        new Change.ApiTokenEnded(token.id()),
                        new Change.ApiTokenChanged(replaced.id()),
                        new Change.KeysChanged(),
                        new Change.LoginsEnded(ann.id(), now(), spared.id()),
                        new Change.UserChanged(ann.id()));
        assertThat(changes().after(0, 10)).extracting(RecordedChange::at).containsOnly(now());
    }

    @Test
    void after_givesWhatFollowsInOrderUpToTheLimit() {
        List<Change> expected = endLogins(5);

        List<RecordedChange> all = changes().after(0, 10);

        assertThat(all).extracting(RecordedChange::change).containsExactlyElementsOf(expected);
        assertThat(all).extracting(RecordedChange::sequence).isSorted().doesNotHaveDuplicates();
        assertThat(changes().after(0, 2)).isEqualTo(all.subList(0, 2));
        assertThat(changes().after(all.get(1).sequence(), 2)).isEqualTo(all.subList(2, 4));
        assertThat(changes().after(all.get(4).sequence(), 2)).isEmpty();
    }

    @Test
    void find_givesTheChangeWithANumber() {
        endLogins(2);
        List<RecordedChange> all = changes().after(0, 10);

        assertThat(changes().find(all.get(0).sequence())).contains(all.get(0));
        assertThat(changes().find(all.get(1).sequence() + 1)).isEmpty();
    }

    @Test
    void reader_missesNothingWhileManyWrite() throws Exception {
        List<RecordedChange> followed = new ArrayList<>();
        Set<Change> made = ConcurrentHashMap.newKeySet();
        User ann = createUser("ann");
        ChangeReader reader = changes().readerSince(now());
        try (Race race = new Race(BUSY_THREADS)) {
            race.run(i -> i > 0 ? () -> endsTenLogins(ann, made) : () -> follows(reader, followed, made));
        }
        follow(reader, followed);

        assertThat(followed).extracting(RecordedChange::sequence).doesNotHaveDuplicates();
        assertThat(followed).extracting(RecordedChange::change).containsExactlyInAnyOrderElementsOf(made);
    }

    /** Reads the log repeatedly while the others write to it. */
    private boolean follows(ChangeReader reader, List<RecordedChange> followed, Set<Change> made) {
        while (made.size() < 10 * (BUSY_THREADS - 1)) {
            follow(reader, followed);
        }
        return true;
    }

    private static void follow(ChangeReader reader, List<RecordedChange> followed) {
        List<RecordedChange> next;
        do {
            next = reader.next(7);
            followed.addAll(next);
        } while (!next.isEmpty());
    }

    private boolean endsTenLogins(User user, Set<Change> made) {
        made.addAll(endLogins(user, 10));
        return true;
    }

    @Test
    void lastBefore_dividesTheLogByAMoment() {
        Instant start = now();
        endLogins(2);
        pass(Duration.ofSeconds(1));
        endLogins(2);
        List<RecordedChange> all = changes().after(0, 10);

        assertThat(changes().lastBefore(start)).isZero();
        assertThat(changes().lastBefore(start.plusMillis(1)))
                .isEqualTo(all.get(1).sequence());
        assertThat(changes().lastBefore(now())).isEqualTo(all.get(1).sequence());
        assertThat(changes().lastBefore(now().plusMillis(1)))
                .isEqualTo(all.get(3).sequence());
    }

    @Test
    void lastBefore_leavesNothingOutWhenAClockIsBehind() {
        Instant honest = now();
        List<Change> recent = endLogins(1);
        clock.set(honest.minusSeconds(60));
        List<Change> fromBehind = endLogins(1);

        List<RecordedChange> young = changes().after(changes().lastBefore(honest), 10);

        assertThat(young).extracting(RecordedChange::change).containsAll(recent).containsAll(fromBehind);
    }

    @Test
    void onCommit_tellsExactlyWhatIsRecordedBeforeTheCallReturns() {
        List<Change> told = new CopyOnWriteArrayList<>();
        changes().onCommit(told::addAll);

        User ann = createUser("ann");
        Login login = startLogin(ann);
        startLogin(ann);
        assertThat(told).isEmpty();

        logins().end(login.id(), EndReason.SIGNED_OUT, AuditContext.at(now()));
        assertThat(told).containsExactly(new Change.LoginEnded(login.id()));

        users().update(ann.id(), UserChange.ofActive(false), AuditContext.at(now()));
        assertThat(told).isEqualTo(recorded());
    }

    @Test
    void onCommit_isToldOfWhatIsDurableAlready() {
        Set<Change> notYetVisible = new HashSet<>();
        changes()
                .onCommit(changes -> changes.stream()
                        .filter(change -> !recorded().contains(change))
                        .forEach(notYetVisible::add));

        endLogins(5);

        assertThat(notYetVisible).isEmpty();
    }

    @Test
    void onCommit_isToldBeforeEachOfManyCallersReturns() throws Exception {
        Set<Change> told = ConcurrentHashMap.newKeySet();
        changes().onCommit(told::addAll);
        User ann = createUser("ann");
        try (Race race = new Race(BUSY_THREADS)) {
            List<Boolean> toldInTime = race.run(() -> {
                Login login = startLogin(ann);
                logins().end(login.id(), EndReason.SIGNED_OUT, AuditContext.at(now()));
                return told.contains(new Change.LoginEnded(login.id()));
            });

            assertThat(toldInTime).doesNotContain(false);
        }
        assertThat(told).hasSize(BUSY_THREADS);
    }

    @Test
    void onCommit_isNotToldOfWhatFailedOrChangedNothing() {
        List<Change> told = new CopyOnWriteArrayList<>();
        User ann = createUser("ann");
        changes().onCommit(told::addAll);

        assertThatThrownBy(() -> createUser("ANN")).isInstanceOf(UsernameTakenException.class);
        logins().end(newId(), EndReason.SIGNED_OUT, AuditContext.at(now()));
        logins().start(newLogin(ann, LoginKind.TOKENS), ann.credentialVersion() + 1, null, AuditContext.at(now()));

        assertThat(told).isEmpty();
    }

    @Test
    void onCommit_listenersAreAdded_andEachIsRemovedAlone() {
        List<Change> first = new CopyOnWriteArrayList<>();
        List<Change> second = new CopyOnWriteArrayList<>();
        Subscription added = changes().onCommit(first::addAll);
        changes().onCommit(second::addAll);

        List<Change> madeForBoth = endLogins(1);
        added.close();
        added.close();
        List<Change> madeForOne = endLogins(1);

        assertThat(first).isEqualTo(madeForBoth);
        assertThat(second)
                .containsSubsequence(madeForBoth)
                .containsSubsequence(madeForOne)
                .hasSize(2);
    }

    @Test
    void onCommit_removesOneAddition_ofAListenerThatWasAddedTwice() {
        List<Change> told = new CopyOnWriteArrayList<>();
        Consumer<List<Change>> listener = told::addAll;
        changes().onCommit(listener);
        changes().onCommit(listener).close();

        List<Change> made = endLogins(1);

        assertThat(told).isEqualTo(made);
    }

    @Test
    void onCommit_listenerThatThrowsKeepsNothingFromOthers() {
        List<Change> told = new CopyOnWriteArrayList<>();
        changes().onCommit(changes -> {
            throw new IllegalStateException("a listener's own fault");
        });
        changes().onCommit(told::addAll);

        assertThat(endLogins(1)).isEqualTo(told);
    }

    @Test
    void onCommit_listenerThatThrowsHarmsNoCaller() {
        changes().onCommit(changes -> {
            throw new IllegalStateException("a listener's own fault");
        });

        List<Change> made = endLogins(2);

        assertThat(recorded()).isEqualTo(made);
    }

    private List<Change> endLogins(int count) {
        return endLogins(createUser("user" + entropy.secretText()), count);
    }

    private List<Change> endLogins(User user, int count) {
        List<Change> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Login login = startLogin(user);
            logins().end(login.id(), EndReason.SIGNED_OUT, AuditContext.at(now()));
            made.add(new Change.LoginEnded(login.id()));
        }
        return made;
    }

    @Test
    void forgetBefore_forgetsTheOldestFirst_andNeverTheLatest() {
        for (int i = 0; i < 5; i++) {
            endLogins(1);
            pass(Duration.ofDays(1));
        }

        assertThat(changes().purgeBefore(now().minus(Duration.ofDays(2)), 2)).isEqualTo(2);
        assertThat(changes().purgeBefore(now().minus(Duration.ofDays(2)), 2)).isEqualTo(1);
        assertThat(changes().purgeBefore(now().minus(Duration.ofDays(2)), 2)).isZero();
        assertThat(recorded()).hasSize(2);
        assertThat(changes().purgeBefore(now(), 10)).isOne();
        assertThat(changes().purgeBefore(now(), 10)).isZero();
        assertThat(recorded()).hasSize(1);
    }

    @Test
    void forgetBefore_givesNoNumberTwice() {
        endLogins(3);
        long last = changes().lastBefore(now().plusSeconds(1));
        pass(Duration.ofDays(2));
        changes().purgeBefore(now(), 10);

        endLogins(1);

        assertThat(changes().after(last, 10))
                .singleElement()
                .satisfies(change -> assertThat(change.sequence()).isGreaterThan(last));
    }

    @Test
    void after_refusesWhoStandsWhereChangesAreForgotten() {
        endLogins(5);
        long first = changes().after(0, 1).get(0).sequence();
        pass(Duration.ofDays(2));
        endLogins(1);
        changes().purgeBefore(now(), 3);
        assertThat(changes().after(first + 2, 10)).as("nothing was missed").hasSize(3);
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> changes().after(first, 10))
                .withMessageContaining("restart");
        assertThat(changes().after(0, 10)).as("who begins has missed nothing").hasSize(3);
    }
}
