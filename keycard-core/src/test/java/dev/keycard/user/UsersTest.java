package dev.keycard.user;

import static dev.keycard.user.UserSource.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.change.Change;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UsersTest {

    private final UserSource source = new UserSource();
    private final Users users = new Users(source);

    @Test
    void recalls_onlyWhomItLoaded() {
        source.put(user(1));

        assertThat(users.recall(1)).isEmpty();
        Remembered alice = load(1);
        assertThat(alice.user()).isEqualTo(user(1));
        assertThat(users.recall(1)).containsSame(alice);
        assertThat(load(1)).isSameAs(alice);
        assertThat(source.readings()).isEqualTo(1);
    }

    @Test
    void remembersNobody_whoDoesNotExist() {
        assertThat(users.load(1)).isEmpty();
        source.put(user(1));

        assertThat(users.load(1)).isPresent();
    }

    @Test
    void forgetsAUser_whoChanged_andNoOther() {
        source.put(user(1));
        source.put(user(2));
        Remembered alice = load(1);
        Remembered bob = load(2);

        users.learn(new Change.UserChanged(1));

        assertThat(users.recall(1)).isEmpty();
        assertThat(alice.user()).isNull();
        assertThat(users.recall(2)).containsSame(bob);
        assertThat(bob.user()).isNotNull();
    }

    @Test
    void whatWasForgotten_staysEmpty_forWhoeverHoldsIt() {
        source.put(user(1));
        Remembered before = load(1);
        users.learn(new Change.UserChanged(1));

        assertThat(load(1).user()).isEqualTo(user(1));
        assertThat(before.user()).isNull();
    }

    @Test
    void keepsAUser_whenSomethingElseChanged() {
        source.put(user(1));
        Remembered alice = load(1);

        users.learn(new Change.KeysChanged());

        assertThat(alice.user()).isNotNull();
    }

    @Test
    void changesOfUsersWhoAreNotRemembered_doNothing() {
        users.learn(new Change.UserChanged(1));

        assertThat(users.recall(1)).isEmpty();
    }

    /** The store answers with the user as they were, the change comes, and only then the answer arrives. */
    @Test
    void changeThatArrivesWhileItsUserIsBeingRead_isNotLost() throws Exception {
        source.put(user(1));
        Thread change = new Thread(() -> users.learn(new Change.UserChanged(1)));
        source.onFind(() -> startAndLetRun(change));

        Optional<Remembered> read = users.load(1);
        change.join(10_000);

        assertThat(change.isAlive()).isFalse();
        assertThat(users.recall(1)).isEmpty();
        assertThat(read).hasValueSatisfying(alice -> assertThat(alice.user()).isNull());
    }

    @Test
    void usersThatNoLongerFit_areEmptied_sinceNoChangeReachesThem() {
        for (long id = 1; id <= 50_000; id++) {
            source.put(user(id));
        }
        Remembered first = load(1);
        long id = 1;
        while (first.user() != null && id < 1_000_000) {
            source.put(user(++id));
            load(id);
        }

        assertThat(first.user()).isNull();
        assertThat(users.recall(1)).isNotEqualTo(Optional.of(first));
    }

    @Test
    void reading_asksTheStore_whateverIsRemembered() {
        source.put(user(1));
        load(1);
        source.remove(1);

        assertThat(users.read(1)).isEmpty();
        assertThat(users.load(1)).isPresent();
    }

    private Remembered load(long id) {
        return users.load(id).orElseThrow();
    }

    /** Until the thread has ended, or waits for the reading: which of the two is the contract's affair. */
    private static void startAndLetRun(Thread thread) {
        thread.start();
        long begun = System.nanoTime();
        while (thread.getState() != Thread.State.BLOCKED
                && thread.getState() != Thread.State.WAITING
                && thread.isAlive()
                && System.nanoTime() - begun < Duration.ofSeconds(10).toNanos()) {
            Thread.onSpinWait();
        }
    }
}
