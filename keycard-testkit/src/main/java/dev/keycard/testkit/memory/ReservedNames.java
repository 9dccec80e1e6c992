package dev.keycard.testkit.memory;

import dev.keycard.id.UserId;
import dev.keycard.user.NameReservedException;
import dev.keycard.user.User;
import dev.keycard.user.Username;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The names that users gave up. A clock that is set back frees no name. Inside a transaction. */
record ReservedNames(Duration quarantine) {

    /**
     * Removes the reservation of a name that is reserved for the user or not reserved.
     *
     * @param user {@link UserId#NOBODY} for a new user
     * @throws NameReservedException if it is reserved for another user
     */
    void take(Tables tables, Username name, UserId user, Instant now) {
        if (isReserved(tables, name, user, now)) {
            throw new NameReservedException(name);
        }
        tables.reservedNames.remove(name.key());
    }

    /** Reserves the name that a user gives up. */
    void giveUp(Tables tables, User user, Instant now) {
        tables.reservedNames.put(Username.fold(user.username()), new Tables.ReservedName(user.id(), now));
    }

    boolean isReserved(Tables tables, Username name, UserId user, Instant now) {
        return !quarantine.isZero()
                && tables.reservedNames
                        .find(name.key())
                        .filter(held -> held.releasedAt().isAfter(now.minus(quarantine))
                                && !held.userId().equals(user))
                        .isPresent();
    }

    int purge(Tables tables, Instant now, int limit) {
        List<String> free = tables.reservedNames
                .entries()
                .filter(held -> !held.getValue().releasedAt().isAfter(now.minus(quarantine)))
                .sorted(Comparator.comparing(held -> held.getValue().releasedAt()))
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList();
        free.forEach(tables.reservedNames::remove);
        return free.size();
    }
}
