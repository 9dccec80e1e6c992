package dev.keycard.testkit.memory;

import dev.keycard.audit.AuditEntry;
import dev.keycard.id.UserId;
import dev.keycard.key.StoredKey;
import dev.keycard.revocation.RecordedChange;
import dev.keycard.signin.FamiliarAddressStore.Sighting;
import dev.keycard.user.StoredPassword;
import dev.keycard.user.User;
import java.time.Instant;
import java.util.Optional;

/** All tables. Ids that are texts are the keys as texts. Guarded by the lock of {@link Memory}. */
final class Tables {

    /** A name that a user gave up. */
    record ReservedName(UserId userId, Instant releasedAt) {}

    final UndoLog undo = new UndoLog();
    final Table<Long, UserRow> users = new Table<>(undo);
    /** The number of the user of each folded name. */
    final Table<String, Long> usernames = new Table<>(undo);
    /** By the folded name. */
    final Table<String, ReservedName> reservedNames = new Table<>(undo);

    final Table<String, AccountRow> accounts = new Table<>(undo);
    final Table<String, LoginRow> logins = new Table<>(undo);
    final Table<String, TokenRow> apiTokens = new Table<>(undo);
    final Table<String, MailChangeRow> mailChanges = new Table<>(undo);
    /** By the user's id, a blank, and the address. */
    final Table<String, Sighting> sightings = new Table<>(undo);

    final Table<Long, StoredKey> keys = new Table<>(undo);
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

    /** Deletes an account with everything that hangs on it. */
    void deleteAccount(UserId id) {
        logins.where(row -> row.isOf(id))
                .forEach(row -> logins.remove(row.login().id().text()));
        apiTokens
                .where(row -> row.isOf(id))
                .forEach(row -> apiTokens.remove(row.token().id().text()));
        mailChanges
                .where(row -> row.isOf(id))
                .forEach(row -> mailChanges.remove(row.change().id().text()));
        sightings.where(row -> row.userId().equals(id)).forEach(row -> sightings.remove(sightingKey(row)));
        accounts.remove(id.text());
    }

    static String sightingKey(Sighting sighting) {
        return sightingKey(sighting.userId(), sighting.addressKey());
    }

    static String sightingKey(UserId userId, String addressKey) {
        return userId.text() + ' ' + addressKey;
    }
}
