package dev.keycard.testkit.memory;

import dev.keycard.id.TimeId;
import dev.keycard.store.Page;
import dev.keycard.store.PageRequest;
import dev.keycard.store.PurgeStep;
import dev.keycard.store.TimePageRequest;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which rows of a table are wanted: up to a number of them on one side of a key. */
record Stretch<K extends Comparable<K>>(K from, boolean backward, int limit) {

    private static final String FIRST = "";

    static Stretch<Long> of(PageRequest page) {
        return new Stretch<>(page.from(), page.backward(), page.limit());
    }

    static Stretch<String> of(TimePageRequest page) {
        return new Stretch<>(page.from().text(), page.backward(), page.limit());
    }

    /** The wanted rows as a page, each as the view shows it. */
    <V, T> Page<T> page(Table<K, V> table, Predicate<V> wanted, Function<V, T> view) {
        Stream<V> ahead = backward ? table.before(from) : table.after(from);
        Stream<V> behind = backward ? table.after(from) : table.before(from);
        List<T> found = ahead.filter(wanted).limit(limit + 1L).map(view).toList();
        boolean anyBehind = table.find(from).filter(wanted).isPresent() || behind.anyMatch(wanted);
        return Page.read(found, limit, backward, anyBehind);
    }

    /**
     * Forgets rows that ended before a moment, among the next ones in the order of their ids. What was made after the moment
     * cannot have ended before it, so the walk ends there.
     */
    static <V> PurgeStep purgeEnded(
            Table<String, V> table, Walk<V> walk, Instant before, @Nullable TimeId after, int limit) {
        String end = TimeId.firstOf(before).text();
        List<V> looked = table.after(after == null ? FIRST : after.text())
                .takeWhile(row -> walk.id().apply(row).text().compareTo(end) < 0)
                .limit(limit)
                .toList();
        List<V> ended = looked.stream().filter(walk.ended()).toList();
        ended.forEach(row -> table.remove(walk.id().apply(row).text()));
        boolean more = looked.size() == limit;
        return new PurgeStep(ended.size(), more ? walk.id().apply(looked.get(limit - 1)) : null);
    }

    /** What a walk over a table has to know of its rows. */
    record Walk<V>(Function<V, TimeId> id, Predicate<V> ended) {}
}
