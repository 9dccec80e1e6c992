package dev.keycard.user;

import static dev.keycard.user.UserSource.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.id.UserId;
import dev.keycard.revocation.Change;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class UserCacheTest {

    private final UserSource source = new UserSource();
    private final UserCache users = new UserCache(source);

    @Test
    void recalls_onlyWhomItLoaded() {
        source.put(user(1));

        assertThat(users.get(UserId.of(1))).isEmpty();
        CachedUser alice = load(1);
        assertThat(alice.user()).isEqualTo(user(1));
        assertThat(users.get(UserId.of(1))).containsSame(alice);
        assertThat(load(1)).isSameAs(alice);
        assertThat(source.readings()).isEqualTo(1);
    }

    @Test
    void evictsEveryUser_whenChangesMayHaveBeenMissed() {
        source.put(user(1));
        source.put(user(2));
        CachedUser alice = load(1);
        CachedUser bob = load(2);

        users.restarted();

        assertThat(alice.status()).isNull();
        assertThat(bob.status()).isNull();
        assertThat(users.get(UserId.of(1))).isEmpty();
        assertThat(load(1)).isNotSameAs(alice);
    }

    @Test
    void remembersNobody_whoDoesNotExist() {
        assertThat(users.load(UserId.of(1))).isEmpty();
        source.put(user(1));

        assertThat(users.load(UserId.of(1))).isPresent();
    }

    @Test
    void forgetsAUser_whoChanged_andNoOther() {
        source.put(user(1));
        source.put(user(2));
        CachedUser alice = load(1);
        CachedUser bob = load(2);

        users.onChange(new Change.UserChanged(UserId.of(1)));

        assertThat(users.get(UserId.of(1))).isEmpty();
        assertThat(alice.user()).isNull();
        assertThat(users.get(UserId.of(2))).containsSame(bob);
        assertThat(bob.user()).isNotNull();
    }

    @Test
    void whatWasForgotten_staysEmpty_forWhoeverHoldsIt() {
        source.put(user(1));
        CachedUser before = load(1);
        users.onChange(new Change.UserChanged(UserId.of(1)));

        assertThat(load(1).user()).isEqualTo(user(1));
        assertThat(before.user()).isNull();
    }

    @Test
    void keepsAUser_whenSomethingElseChanged() {
        source.put(user(1));
        CachedUser alice = load(1);

        users.onChange(new Change.KeysChanged());

        assertThat(alice.user()).isNotNull();
    }

    @Test
    void changesOfUsersWhoAreNotRemembered_doNothing() {
        users.onChange(new Change.UserChanged(UserId.of(1)));

        assertThat(users.get(UserId.of(1))).isEmpty();
    }

    /** The store answers with the user as they were, the change comes, and only then the answer arrives. */
    @Test
    void changeThatArrivesWhileItsUserIsBeingRead_isNotLost() {
        source.put(user(1));
        // On the reading thread itself: a change that waited for the read would wait for ever.
        source.onFind(() -> users.onChange(new Change.UserChanged(UserId.of(1))));

        Optional<CachedUser> read = users.load(UserId.of(1));

        assertThat(users.get(UserId.of(1))).isEmpty();
        assertThat(read).hasValueSatisfying(alice -> assertThat(alice.user()).isNull());
    }

    /** The committing thread learns while another thread is held in the store; it must come back before the read does. */
    @Test
    void change_waitsForNoRead() throws Exception {
        source.put(user(1));
        source.put(user(2));
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        source.onFind(() -> {
            reading.countDown();
            await(goOn);
        });
        try (ExecutorCloser reader = new ExecutorCloser()) {
            Future<Optional<CachedUser>> read = reader.threads.submit(() -> users.load(UserId.of(1)));
            await(reading);

            Future<?> changes = reader.threads.submit(() -> {
                users.onChange(new Change.UserChanged(UserId.of(1)));
                users.onChange(new Change.UserChanged(UserId.of(2)));
            });

            changes.get(10, TimeUnit.SECONDS);
            assertThat(read).isNotDone();
            goOn.countDown();
            assertThat(read.get(10, TimeUnit.SECONDS))
                    .hasValueSatisfying(alice -> assertThat(alice.user()).isNull());
            assertThat(users.get(UserId.of(1))).isEmpty();
        } finally {
            goOn.countDown();
        }
    }

    @Test
    void readThatBeganAfterAChange_isKept_andAnOlderOneDoesNotReplaceIt() {
        source.put(user(1));
        User renamed = user(1).withUsername("renamed");
        source.onFind(() -> {
            source.onFind(() -> {});
            source.put(renamed);
            users.onChange(new Change.UserChanged(UserId.of(1)));
            users.load(UserId.of(1));
        });

        Optional<CachedUser> older = users.load(UserId.of(1));

        assertThat(users.get(UserId.of(1)))
                .hasValueSatisfying(kept -> assertThat(kept.user()).isEqualTo(renamed));
        assertThat(older.map(CachedUser::user)).contains(renamed);
    }

    @Property(tries = 200)
    void noInterleavingOfReadsAndChanges_leavesAnOldUser(@ForAll @Size(max = 12) List<Step> steps) {
        UserSource versions = new UserSource();
        UserCache memory = new UserCache(versions);
        versions.put(user(1));
        int[] version = {0};
        for (Step step : steps) {
            Runnable change = () -> {
                versions.put(user(1).withUsername("v" + ++version[0]));
                memory.onChange(new Change.UserChanged(UserId.of(1)));
            };
            versions.onFind(() -> {});
            switch (step) {
                case CHANGE -> change.run();
                case READ -> memory.load(UserId.of(1));
                case CHANGE_DURING_READ -> {
                    versions.onFind(change);
                    memory.load(UserId.of(1));
                }
                case READ_AND_CHANGE_DURING_READ -> {
                    versions.onFind(() -> {
                        versions.onFind(() -> {});
                        change.run();
                        memory.load(UserId.of(1));
                    });
                    memory.load(UserId.of(1));
                }
                default -> throw new IllegalStateException("no such step");
            }
            memory.get(UserId.of(1))
                    .map(CachedUser::user)
                    .ifPresent(kept -> assertThat(kept.username()).isIn("user1", "v" + version[0]));
            if (version[0] > 0) {
                assertThat(memory.get(UserId.of(1)).map(CachedUser::user).map(User::username))
                        .isNotEqualTo(Optional.of("user1"));
            }
        }
    }

    enum Step {
        CHANGE,
        READ,
        CHANGE_DURING_READ,
        READ_AND_CHANGE_DURING_READ
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Two threads that end with the test. */
    private static final class ExecutorCloser implements AutoCloseable {

        private final ExecutorService threads = Executors.newFixedThreadPool(2);

        @Override
        public void close() {
            threads.shutdownNow();
        }
    }

    @Test
    void usersThatNoLongerFit_areEmptied_sinceNoChangeReachesThem() {
        for (long id = 1; id <= 50_000; id++) {
            source.put(user(id));
        }
        CachedUser first = load(1);
        long id = 1;
        while (first.user() != null && id < 1_000_000) {
            source.put(user(++id));
            load(id);
        }

        assertThat(first.user()).isNull();
        assertThat(users.get(UserId.of(1))).isNotEqualTo(Optional.of(first));
    }

    @Test
    void reading_asksTheStore_whateverIsRemembered() {
        source.put(user(1));
        load(1);
        source.remove(1);

        assertThat(users.read(UserId.of(1))).isEmpty();
        assertThat(users.load(UserId.of(1))).isPresent();
    }

    private CachedUser load(long id) {
        return users.load(UserId.of(id)).orElseThrow();
    }
}
