package dev.keycard.testkit.memory;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Immutable rows in the order of their keys. Each change can be undone by the {@link UndoLog}. Guarded by the lock of
 * {@link Memory}.
 */
final class Table<K extends Comparable<K>, V> {

    private final NavigableMap<K, V> rows = new TreeMap<>();
    private final UndoLog undo;

    Table(UndoLog undo) {
        this.undo = undo;
    }

    Optional<V> find(K key) {
        return Optional.ofNullable(rows.get(key));
    }

    boolean has(K key) {
        return rows.containsKey(key);
    }

    /** The rows in the order of their keys. */
    Stream<V> rows() {
        return rows.values().stream();
    }

    /** The rows with their keys, in order. */
    Stream<Map.Entry<K, V>> entries() {
        return rows.entrySet().stream();
    }

    /** The rows that meet the condition, in a list that stays as it is while the table changes. */
    List<V> where(Predicate<V> condition) {
        return rows().filter(condition).toList();
    }

    Optional<V> last() {
        return Optional.ofNullable(rows.lastEntry()).map(Map.Entry::getValue);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The rows after a key, in order. */
    Stream<V> after(K key) {
        return rows.tailMap(key, false).values().stream();
    }

    /** The rows before a key, the nearest first. */
    Stream<V> before(K key) {
        return rows.headMap(key, false).descendingMap().values().stream();
    }

    /** Adds a row, or puts it in the place of the one with that key. */
    void put(K key, V row) {
        restoreOnUndo(key, rows.put(key, row));
    }

    /** @throws IllegalStateException if there is a row with that key */
    void add(K key, V row) {
        if (has(key)) {
            throw new IllegalStateException("there is a row with the key " + key);
        }
        put(key, row);
    }

    void remove(K key) {
        restoreOnUndo(key, rows.remove(key));
    }

    void removeWhere(Predicate<V> condition) {
        List<K> keys = entries()
                .filter(entry -> condition.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        keys.forEach(this::remove);
    }

    private void restoreOnUndo(K key, @Nullable V former) {
        undo.note(() -> restore(key, former));
    }

    private void restore(K key, @Nullable V former) {
        if (former == null) {
            rows.remove(key);
        } else {
            rows.put(key, former);
        }
    }
}
