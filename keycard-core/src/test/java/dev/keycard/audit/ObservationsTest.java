package dev.keycard.audit;

import static java.util.Comparator.comparingLong;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.keycard.id.UserId;
import dev.keycard.store.Page;
import dev.keycard.store.PageRequest;
import dev.keycard.store.StoreUnavailableException;
import dev.keycard.store.Subscription;
import dev.keycard.support.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ObservationsTest {

    private final HandClock clock = new HandClock();
    private final Shelf shelf = new Shelf();
    private final List<AuthEvent> told = new ArrayList<>();
    private final Observations observations = new Observations(shelf, told::add, clock);

    @Test
    void writes_inOrder_whatWasNoted_andTellsAtOnce() {
        note(3);
        assertThat(told).hasSize(3);
        assertThat(shelf.users()).isEmpty();

        observations.write();

        assertThat(shelf.users()).containsExactly(UserId.of(0), UserId.of(1), UserId.of(2));
    }

    @Test
    void keepsOrder_overAStoreThatWasAway() {
        note(2);
        shelf.failure = new StoreUnavailableException("away");
        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(observations::write);
        observations.note(failed(2));
        shelf.failure = null;

        observations.write();

        assertThat(shelf.users()).containsExactly(UserId.of(0), UserId.of(1), UserId.of(2));
    }

    @Test
    void countsWhatFindsNoRoom_andWritesTheNumberTheSameTime() {
        noteInMinutes(10_007);

        observations.writeAll();

        assertThat(shelf.kept).hasSize(10_001);
        assertThat(shelf.kept.get(10_000).details()).containsEntry("count", "7");
        assertThat(told).hasSize(10_008).last().isInstanceOf(AuthEvent.ObservationsDropped.class);
    }

    @Test
    void writesSoManyAtATime_howeverManyCome() {
        noteInMinutes(5_000);

        observations.write();
        assertThat(shelf.kept).hasSize(200);
        observations.write();
        assertThat(shelf.kept).hasSize(400);
        observations.writeAll();
        assertThat(shelf.users())
                .hasSize(5_000)
                .isSortedAccordingTo(comparingLong(id -> id.number().orElseThrow()));
    }

    @Test
    void whatRepeats_isOneEntryAndASum_whenTheMinuteIsOver() {
        for (int i = 0; i < 12_000; i++) {
            observations.note(failed(7));
        }
        observations.write();
        assertThat(shelf.kept).hasSize(1);
        assertThat(told).hasSize(12_000);

        clock.advance(Duration.ofMinutes(1));
        observations.write();

        assertThat(shelf.kept).hasSize(2);
        assertThat(shelf.kept.get(1).kind()).isEqualTo("sign_in_failed");
        assertThat(shelf.kept.get(1).userId()).isEqualTo(UserId.of(7));
        assertThat(shelf.kept.get(1).details()).isEqualTo(Map.of("count", "11999"));
    }

    @Test
    void orderlyStop_writesTheSumsOfTheMinuteThatIsNotOver() {
        note(1);
        note(1);

        observations.writeAll();

        assertThat(shelf.kept).hasSize(2);
        assertThat(shelf.kept.get(1).details()).containsEntry("count", "1");
    }

    @Test
    void sumThatCouldNotBeWritten_isCountedForAllThatItStandsFor() {
        for (int i = 0; i < 50; i++) {
            observations.note(failed(7));
        }
        shelf.failure = new IllegalStateException("no such column");
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(observations::writeAll);
        shelf.failure = null;

        observations.write();

        assertThat(shelf.kept)
                .singleElement()
                .satisfies(entry -> assertThat(entry.details()).containsEntry("count", "50"));
    }

    @Test
    void withoutRoom_nothingIsWritten_andItGoesOnWhenThereIsRoom() {
        note(2);
        observations.stop(true);
        for (int i = 0; i < 100; i++) {
            observations.note(failed(5));
        }
        clock.advance(Duration.ofMinutes(1));
        observations.write();
        observations.writeAll();
        assertThat(shelf.kept).isEmpty();
        assertThat(told).hasSize(102);

        observations.stop(false);
        observations.write();

        assertThat(shelf.kept)
                .extracting(AuthEvent::kind)
                .containsExactly("sign_in_failed", "sign_in_failed", "observations_dropped");
        assertThat(shelf.kept.get(2).details()).containsEntry("count", "100");
    }

    /** Refusals of as many users as are told apart in a minute, minute by minute. */
    private void noteInMinutes(int count) {
        for (int i = 0; i < count; i++) {
            if (i > 0 && i % Repetitions.MAX_KEYS == 0) {
                clock.advance(Duration.ofMinutes(1));
            }
            observations.note(failed(i));
        }
    }

    @Test
    void whatCannotBeWritten_isCounted_andKeepsNothingBack() {
        note(2);
        shelf.failure = new IllegalStateException("no such column");
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(observations::write);
        shelf.failure = null;
        observations.note(failed(2));

        observations.write();

        assertThat(shelf.kept).extracting(AuthEvent::kind).containsExactly("sign_in_failed", "observations_dropped");
        assertThat(shelf.kept.get(1).details()).containsEntry("count", "2");
    }

    @Test
    void listenerThatFails_hindersNothing() {
        Observations deaf = new Observations(
                shelf,
                event -> {
                    throw new IllegalStateException("hook");
                },
                clock);

        deaf.note(failed(1));
        deaf.write();

        assertThat(shelf.users()).containsExactly(UserId.of(1));
    }

    private void note(int count) {
        for (int i = 0; i < count; i++) {
            observations.note(failed(i));
        }
    }

    private AuthEvent.Observation failed(long user) {
        return new AuthEvent.SignInFailed(AuditContext.at(clock.instant()), UserId.of(user));
    }

    /** Keeps what is appended, unless it is told to fail. */
    private static final class Shelf implements AuditStore {

        private final List<AuthEvent.Observation> kept = new ArrayList<>();
        private @Nullable RuntimeException failure;

        List<@Nullable UserId> users() {
            List<@Nullable UserId> users = new ArrayList<>();
            kept.forEach(event -> users.add(event.userId()));
            return users;
        }

        @Override
        public void append(List<AuthEvent.Observation> observations) {
            if (failure != null) {
                throw failure;
            }
            kept.addAll(observations);
        }

        @Override
        public Page<AuditEntry> list(AuditFilter filter, PageRequest page) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int purgeBefore(Instant moment, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Subscription onCommit(Consumer<AuthEvent> listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Subscription offerOnCommit(Predicate<AuthEvent> taker) {
            throw new UnsupportedOperationException();
        }
    }
}
