package dev.keycard.testkit.memory;

import dev.keycard.audit.AuditEntry;
import dev.keycard.id.UserId;
import dev.keycard.key.StoredKey;
import dev.keycard.revocation.RecordedChange;
import dev.keycard.signin.FamiliarAddressStore.Sighting;
import dev.keycard.user.StoredPassword;
import dev.keycard.user.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** All tables. Ids that are texts are the keys as texts. Guarded by the lock of {@link Memory}. */
final class Tables {

    /** A name that a user gave up. */
    record ReservedName(UserId userId, Instant releasedAt) {}

    final UndoLog undo = new UndoLog();
    private final List<Consumer<UserId>> owned = new ArrayList<>();
    final Table<Long, UserRow> users = new Table<>(undo);
    /** The number of the user of each folded name. */
    final Table<String, Long> usernames = new Table<>(undo);
    /** By the folded name. */
    final Table<String, ReservedName> reservedNames = new Table<>(undo);

    final Table<String, AccountRow> accounts = new Table<>(undo);
    final Table<String, LoginRow> logins = owned(row -> row.login().userId());
    final Table<String, TokenRow> apiTokens = owned(row -> row.token().userId());
    final Table<String, MailChangeRow> mailChanges = owned(row -> row.change().userId());
    /** By the user's id, a blank, and the address. */
    final Table<String, Sighting> sightings = owned(Sighting::userId);

    final Table<Long, StoredKey> keys = new Table<>(undo);
    /** At most one row, of the key 1. */
    final Table<Long, String> sealingKeyId = new Table<>(undo);

    final Table<Long, RecordedChange> changes = new Table<>(undo);
    final Table<Long, AuditEntry> audit = new Table<>(undo);
    private final Table<String, Long> numbers = new Table<>(undo);

    /** The next number of a series, from 1 on. A number is given again only if its transaction is undone. */
    long nextNumber(String series) {
        long next = numbers.find(series).orElse(0L) + 1;
        numbers.put(series, next);
        return next;
    }

    /** The id as the key of the table of users; one that no user has if it is not an id of Keycard's own users. */
    static long number(UserId id) {
        return id.number().orElse(0);
    }

    Optional<User> user(UserId id) {
        return users.find(number(id)).map(this::user);
    }

    User user(UserRow row) {
        return row.with(accounts.find(row.user().id().text()).orElseThrow().account());
    }

    Optional<StoredPassword> password(long number) {
        return users.find(number).map(row -> new StoredPassword(user(row), row.passwordHash()));
    }

    /** A table whose rows go when the account of their owner does. */
    private <K extends Comparable<K>, V> Table<K, V> owned(Function<V, UserId> owner) {
        Table<K, V> table = new Table<>(undo);
        owned.add(id -> table.removeWhere(row -> owner.apply(row).equals(id)));
        return table;
    }

    /** Deletes an account with the rows of all tables that have owners. */
    void deleteAccount(UserId id) {
        owned.forEach(table -> table.accept(id));
        accounts.remove(id.text());
    }

    static String sightingKey(Sighting sighting) {
        return sightingKey(sighting.userId(), sighting.addressKey());
    }

    static String sightingKey(UserId userId, String addressKey) {
        return userId.text() + ' ' + addressKey;
    }
}
