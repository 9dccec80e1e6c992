package dev.keycard.revocation;

import static dev.keycard.support.HandClock.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.id.UserId;
import dev.keycard.support.HandClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChangeFeedTest {

    private static final Duration LOOK_BACK = Duration.ofMinutes(7);

    private final HandClock clock = new HandClock();
    private final MemoryLog log = new MemoryLog();
    private final List<Change> told = new ArrayList<>();
    private final ChangeFeed feed = feed(log);

    @Test
    void start_tellsWhatIsStillOfInterest_inOrder() {
        log.others(START.minus(LOOK_BACK).minusMillis(1), user(1));
        log.others(START.minus(LOOK_BACK), user(2));
        log.others(START, user(3));

        feed.start();

        assertThat(told).containsExactly(user(2), user(3));
    }

    @Test
    void whenChangesMayBeMissed_itSaysSo_andReadsAgainFromTheStart() {
        feed.start();
        log.others(START, user(1));
        feed.catchUp();
        List<String> noticed = new ArrayList<>();
        feed.watch(() -> noticed.add("restarted after " + told.size()));
        log.missAtNextReading();

        feed.catchUp();

        assertThat(noticed).containsExactly("restarted after 1");
        assertThat(told).containsExactly(user(1), user(1));
        assertThat(feed.restarts()).isOne();
        assertThat(feed.isFresh()).isTrue();
    }

    @Test
    void timesOfOtherClocks_areToldBeforeTheirChange() {
        List<Instant> seen = new ArrayList<>();
        feed.watch(new FeedListener() {
            @Override
            public void timeSeen(Instant moment) {
                seen.add(moment);
            }

            @Override
            public void restarted() {}
        });
        feed.start();
        log.others(START.plusSeconds(3600), user(1));
        feed.catchUp();

        assertThat(seen).containsExactly(START.plusSeconds(3600));
    }

    @Test
    void catchingUp_tellsEachChangeOnce() {
        feed.start();
        log.others(START, user(1));
        feed.catchUp();
        log.others(START, user(2));
        feed.catchUp();
        feed.catchUp();

        assertThat(told).containsExactly(user(1), user(2));
    }

    @Test
    void catchingUp_readsToTheEnd_whenBatchesAreFull() {
        feed.start();
        IntStream.rangeClosed(1, 2_500).forEach(id -> log.others(START, user(id)));
        int before = log.readings();

        feed.catchUp();

        assertThat(told).hasSize(2_500).endsWith(user(2_499), user(2_500));
        assertThat(log.readings() - before).isEqualTo(3);
    }

    @Test
    void catchingUp_readsToTheEnd_whenTheLastBatchIsExactlyFull() {
        feed.start();
        IntStream.rangeClosed(1, 2_000).forEach(id -> log.others(START, user(id)));

        feed.catchUp();

        assertThat(told).hasSize(2_000);
    }

    @Test
    void ownCommits_areToldAtOnce_andSkipNothingThatOthersWrote() {
        feed.start();
        log.others(START, user(1));
        log.own(START, user(2));

        assertThat(told).containsExactly(user(2));

        feed.catchUp();

        assertThat(told).containsExactly(user(2), user(1), user(2));
    }

    @Test
    void everyListener_isTold() {
        List<Change> second = new ArrayList<>();
        feed.listen(second::add);
        feed.start();
        log.own(START, user(1));

        assertThat(told).isEqualTo(second).containsExactly(user(1));
    }

    @Test
    void isNotFresh_beforeItStarts() {
        assertThat(feed.isFresh()).isFalse();
    }

    @Test
    void isNotFresh_whenTheFirstReadingFailed() {
        ChangeSource unreadable = new Unreadable();
        ChangeFeed blind = feed(unreadable);

        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(blind::start);

        assertThat(blind.isFresh()).isFalse();
    }

    @Test
    void isFresh_upToTheGreatestStaleness_andNotBeyond() {
        feed.start();
        clock.advance(Duration.ofSeconds(5));
        assertThat(feed.isFresh()).isTrue();
        assertThat(feed.age()).isEqualTo(Duration.ofSeconds(5));

        clock.advance(Duration.ofNanos(1));
        assertThat(feed.isFresh()).isFalse();

        feed.catchUp();
        assertThat(feed.isFresh()).isTrue();
        assertThat(feed.age()).isZero();
    }

    @Test
    void age_countsFromWhenTheLogWasAsked_notFromWhenItAnswered() {
        log.others(START, user(1));
        feed.listen(change -> clock.advance(Duration.ofSeconds(6)));

        feed.start();

        assertThat(feed.age()).isEqualTo(Duration.ofSeconds(6));
        assertThat(feed.isFresh()).isFalse();
    }

    @Test
    void settingTheWallClock_makesNoOldViewYoung() {
        feed.start();
        clock.advance(Duration.ofSeconds(6));
        clock.set(START.minusSeconds(3600));
        assertThat(feed.isFresh()).isFalse();

        feed.catchUp();
        clock.set(START.plusSeconds(3600));
        assertThat(feed.isFresh()).isTrue();
    }

    @Test
    void isFresh_whereverTheMonotonicClockBegan() {
        ChangeFeed early = new ChangeFeed(
                log, clock, () -> Long.MAX_VALUE - 1 + clock.nanoTime(), ChangeConfig.defaults(), LOOK_BACK);
        early.start();
        clock.advance(Duration.ofSeconds(5));
        assertThat(early.isFresh()).isTrue();

        clock.advance(Duration.ofSeconds(1));
        assertThat(early.isFresh()).isFalse();
    }

    @Test
    void failure_leavesTheViewToGrowOld_andLosesNothing() {
        feed.start();
        log.others(START, user(1));
        log.failWith(new UncheckedIOException(new IOException("away")));
        clock.advance(Duration.ofSeconds(4));
        assertThatThrownBy(feed::catchUp).isInstanceOf(UncheckedIOException.class);
        assertThat(feed.age()).isEqualTo(Duration.ofSeconds(4));

        clock.advance(Duration.ofSeconds(2));
        assertThatThrownBy(feed::catchUp).isInstanceOf(UncheckedIOException.class);
        assertThat(feed.isFresh()).isFalse();
        assertThat(told).isEmpty();

        log.failWith(null);
        feed.catchUp();
        assertThat(feed.isFresh()).isTrue();
        assertThat(told).containsExactly(user(1));
    }

    private ChangeFeed feed(ChangeSource source) {
        ChangeFeed made = new ChangeFeed(source, clock, clock::nanoTime, ChangeConfig.defaults(), LOOK_BACK);
        made.listen(told::add);
        log.onCommit(made::publish);
        return made;
    }

    private static Change user(long id) {
        return new Change.UserChanged(UserId.of(id));
    }

    /** Tells its position, but not what follows. */
    private static final class Unreadable implements NumberedChanges {

        @Override
        public List<RecordedChange> after(long sequence, int limit) {
            throw new UncheckedIOException(new IOException("away"));
        }

        @Override
        public long lastBefore(Instant moment) {
            return 0;
        }
    }
}
