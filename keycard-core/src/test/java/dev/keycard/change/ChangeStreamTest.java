package dev.keycard.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.keycard.change.ChangePages.Page;
import dev.keycard.revocation.ChangeConfig;
import dev.keycard.revocation.ChangeFeed;
import dev.keycard.revocation.RecordedChange;
import dev.keycard.store.StoreUnavailableException;
import dev.keycard.store.Subscription;
import dev.keycard.support.HandClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangeStreamTest {

    private static final Duration LOOK_BACK = Duration.ofMinutes(7);

    private final HandClock clock = new HandClock();
    private final LateLog log = new LateLog();
    private final Node node = new Node(log, clock, 1_000);
    private final Receiver receiver = new Receiver();

    @Test
    void follower_getsWhatIsReadAfterwards_andWhatItMissed() {
        commit();
        node.read();
        ChangeCursor begin = node.pages.since(node.pages.horizon(), 10).next();
        commit();
        node.read();

        node.stream.follow(begin, receiver);
        assertThat(receiver.numbers).containsExactly(2L);

        commit();
        node.read();
        node.stream.tick();
        assertThat(receiver.numbers).containsExactly(2L, 3L);
    }

    /** A page would be empty then, and its reader would believe that nothing is missing. */
    @Test
    void nodeThatBeginsAgain_endsItsFollowers_andGivesNoPageBeforeItHasRead() {
        commit();
        node.read();
        ChangeCursor cursor = node.pages.since(node.pages.horizon(), 10).next();
        node.stream.follow(cursor, receiver);

        log.becomeAnother();
        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(node::read);
        assertThat(node.stream.followers()).isZero();
        assertThat(node.stream.follow(cursor, receiver)).isEmpty();
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> node.pages.since(node.pages.horizon(), 10));
        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> node.pages.after(cursor, 10));

        log.answer();
        node.read();
        assertThat(numbers(node.pages.since(node.pages.horizon(), 10))).containsExactly(1L);
    }

    @Test
    void changeThatBecomesVisibleLate_isGiven_alsoAfterAReconnect_onAnotherNode() {
        long late = log.draw(clock.instant());
        commit();
        node.read();
        Page page = node.pages.since(node.pages.horizon(), 10);
        assertThat(numbers(page)).containsExactly(2L);
        assertThat(page.next().text()).endsWith("." + late);

        Node other = new Node(log, clock, 1_000);
        ChangeCursor cursor = ChangeCursor.parse(page.next().text()).orElseThrow();
        log.commit(late);
        commit();
        other.read();

        assertThat(numbers(other.pages.after(cursor, 10).orElseThrow())).containsExactly(late, 3L);
    }

    @Test
    void numberThatIsNeverUsed_holdsNothingUp() {
        long lost = log.draw(clock.instant());
        commit();
        node.read();
        ChangeCursor cursor = node.pages.since(node.pages.horizon(), 10).next();
        node.stream.follow(cursor, receiver);
        log.rollBack(lost);
        node.read();
        node.stream.tick();

        assertThat(receiver.last().text()).matches("2\\.[0-9a-f]+");
    }

    @Test
    void recentCursor_isServedFromMemory_andAnOldOneFromTheLog() {
        Node small = new Node(log, clock, 5);
        ChangeCursor first = cursorAfter(small);
        for (int i = 0; i < 4; i++) {
            commit();
            small.read();
        }
        int before = log.readings();
        assertThat(small.pages.after(first, 100).orElseThrow().changes()).hasSize(4);
        assertThat(log.readings()).isEqualTo(before);

        for (int i = 0; i < 20; i++) {
            commit();
            small.read();
        }
        assertThat(small.stream.follow(first, receiver)).isEmpty();
        assertThat(small.pages.after(first, 100).orElseThrow().changes()).hasSize(24);
        assertThat(log.readings()).isGreaterThan(before);
    }

    @Test
    void pages_areBounded_andLeadToTheEnd() {
        Node small = new Node(log, clock, 5);
        ChangeCursor cursor = cursorAfter(small);
        for (int i = 0; i < 25; i++) {
            commit();
        }
        small.read();
        List<Long> all = new ArrayList<>();
        Page page;
        do {
            page = small.pages.after(cursor, 10).orElseThrow();
            assertThat(page.changes()).hasSizeLessThanOrEqualTo(10);
            all.addAll(numbers(page));
            cursor = page.next();
        } while (page.more());
        assertThat(all).hasSize(25).doesNotHaveDuplicates();
    }

    @Test
    void restoredBackup_isNotThisLog() {
        commit();
        commit();
        node.read();
        ChangeCursor cursor = node.pages.since(node.pages.horizon(), 10).next();

        LateLog restored = new LateLog();
        clock.advance(Duration.ofMillis(1));
        for (int i = 0; i < 5; i++) {
            restored.commit(restored.draw(clock.instant()));
        }
        Node after = new Node(restored, clock, 1_000);
        after.read();

        assertThat(after.pages.after(cursor, 10)).isEmpty();
    }

    @Test
    void manyMissingNumbers_makeNoLongCursor_andLoseNothing() {
        List<Long> open = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            open.add(log.draw(clock.instant()));
            commit();
        }
        node.read();
        ChangeCursor cursor = node.pages.since(node.pages.horizon(), 1_000).next();
        assertThat(cursor.text().length()).isLessThan(1_000);
        open.forEach(log::commit);
        node.read();

        assertThat(numbers(node.pages
                        .after(ChangeCursor.parse(cursor.text()).orElseThrow(), 1_000)
                        .orElseThrow()))
                .containsAll(open);
    }

    @Test
    void closedStream_takesNobody() {
        ChangeCursor cursor = cursorAfter(node);
        node.stream.follow(cursor, receiver);
        node.stream.close();

        assertThat(receiver.ended).isTrue();
        assertThat(node.stream.isFresh()).isFalse();
        assertThat(node.stream.follow(cursor, receiver)).isEmpty();
    }

    /** Transactions overlap, nodes read at any time, a client loses its connection at any time and goes on at any node. */
    @Property(tries = 300)
    void nothingIsEverMissed_whateverOrderThingsHappenIn(@ForAll long seed) {
        Random random = new Random(seed);
        LateLog shared = new LateLog();
        List<Node> nodes = List.of(new Node(shared, clock, 8), new Node(shared, clock, 8), new Node(shared, clock, 8));
        shared.commit(shared.draw(clock.instant()));
        nodes.forEach(Node::read);
        ChangeCursor begin =
                nodes.get(0).pages.since(nodes.get(0).pages.horizon(), 5).next();
        Client client = new Client(begin);
        for (int i = 0; i < 300; i++) {
            step(random, shared, nodes, client);
        }
        shared.openNumbers().forEach(shared::commit);
        for (int i = 0; i < 3; i++) {
            nodes.forEach(Node::read);
            nodes.forEach(node -> node.stream.tick());
        }
        client.leave();
        client.readAll(nodes.get(random.nextInt(nodes.size())));

        assertThat(client.seen)
                .containsAll(shared.visibleNumbers()
                        .subList(1, shared.visibleNumbers().size()));
    }

    private void step(Random random, LateLog shared, List<Node> nodes, Client client) {
        List<Long> open = shared.openNumbers();
        Node any = nodes.get(random.nextInt(nodes.size()));
        switch (random.nextInt(8)) {
            case 0, 1 -> {
                if (open.size() < 6) {
                    shared.draw(clock.instant());
                }
            }
            case 2, 3 -> {
                if (!open.isEmpty()) {
                    shared.commit(open.get(random.nextInt(open.size())));
                }
            }
            case 4 -> {
                if (!open.isEmpty()) {
                    shared.rollBack(open.get(random.nextInt(open.size())));
                }
            }
            case 5 -> any.read();
            case 6 -> any.stream.tick();
            default -> client.connect(any);
        }
    }

    private ChangeCursor cursorAfter(Node there) {
        commit();
        there.read();
        return there.pages.since(there.pages.horizon(), 10).next();
    }

    private void commit() {
        log.commit(log.draw(clock.instant()));
    }

    private static List<Long> numbers(Page page) {
        return page.changes().stream().map(RecordedChange::sequence).toList();
    }

    /** The feed of one node, and who follows it. */
    private static final class Node {

        private final ChangeFeed feed;
        private final ChangeStream stream;
        private final ChangePages pages;

        Node(LateLog log, HandClock clock, int most) {
            feed = new ChangeFeed(log, clock, clock::nanoTime, ChangeConfig.defaults(), LOOK_BACK);
            stream = new ChangeStream(feed, log, clock::nanoTime, most);
            pages = new ChangePages(stream, log, clock, LOOK_BACK);
            stream.scheduleBy((pause, work) -> {}, () -> {});
            feed.start();
        }

        void read() {
            feed.catchUp();
        }
    }

    /** Reads pages until it can follow, and keeps the cursor that it got last. */
    private static final class Client implements ChangeFollower {

        private final Set<Long> seen = new HashSet<>();
        private ChangeCursor cursor;
        private @Nullable Subscription following;

        Client(ChangeCursor begin) {
            cursor = begin;
        }

        void connect(Node node) {
            leave();
            readAll(node);
            following = node.stream.follow(cursor, this).orElse(null);
        }

        void readAll(Node node) {
            Page page;
            do {
                page = node.pages.after(sent(cursor), 5).orElse(null);
                if (page == null) {
                    // The node lags behind the one that gave the cursor, and cannot check it yet.
                    return;
                }
                page.changes().forEach(change -> seen.add(change.sequence()));
                cursor = page.next();
            } while (page.more());
        }

        void leave() {
            if (following != null) {
                following.close();
                following = null;
            }
        }

        private static ChangeCursor sent(ChangeCursor cursor) {
            return ChangeCursor.parse(cursor.text()).orElseThrow();
        }

        @Override
        public void onChanges(Batch batch) {
            batch.changes().forEach(change -> seen.add(change.sequence()));
            cursor = batch.mark().cursor();
        }

        @Override
        public void onTick(Mark mark) {
            cursor = mark.cursor();
        }

        @Override
        public void onEnd() {}
    }

    /** Keeps what it receives. */
    private static final class Receiver implements ChangeFollower {

        private final List<Long> numbers = new ArrayList<>();
        private Optional<ChangeCursor> last = Optional.empty();
        private boolean ended;

        ChangeCursor last() {
            return last.orElseThrow();
        }

        @Override
        public void onChanges(Batch batch) {
            batch.changes().forEach(change -> numbers.add(change.sequence()));
            last = Optional.of(batch.mark().cursor());
        }

        @Override
        public void onTick(Mark mark) {
            last = Optional.of(mark.cursor());
        }

        @Override
        public void onEnd() {
            ended = true;
        }
    }
}
