package dev.keycard.testkit.memory;

import dev.keycard.id.UserId;
import dev.keycard.signin.FamiliarAddressStore;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Familiar addresses in memory. */
final class MemoryFamiliarAddressStore implements FamiliarAddressStore {

    private static final Comparator<Sighting> OLDEST_FIRST =
            Comparator.comparing(Sighting::at).thenComparing(Sighting::addressKey);

    private final Memory memory;

    MemoryFamiliarAddressStore(Memory memory) {
        this.memory = memory;
    }

    @Override
    public boolean isFamiliar(UserId userId, String addressKey, Instant since) {
        return memory.read(tables -> tables.sightings
                .find(Tables.sightingKey(userId, addressKey))
                .filter(sighting -> !sighting.at().isBefore(since))
                .isPresent());
    }

    @Override
    public boolean hasSignedIn(UserId userId) {
        return memory.read(tables ->
                tables.accounts.find(userId.text()).filter(AccountRow::signedIn).isPresent());
    }

    @Override
    public void keep(Collection<Sighting> sightings) {
        memory.write(transaction -> {
            sightings.forEach(sighting -> keep(transaction.tables, sighting));
            return true;
        });
    }

    private static void keep(Tables tables, Sighting sighting) {
        String account = sighting.userId().text();
        AccountRow row = tables.accounts.find(account).orElse(null);
        if (row == null) {
            return;
        }
        String key = Tables.sightingKey(sighting);
        if (tables.sightings
                .find(key)
                .filter(known -> known.at().isAfter(sighting.at()))
                .isEmpty()) {
            tables.sightings.put(key, sighting);
        }
        trim(tables, sighting.userId());
        tables.accounts.put(account, row.withSignIn());
    }

    /** The newest stay. */
    private static void trim(Tables tables, UserId userId) {
        List<Sighting> superfluous = tables.sightings
                .rows()
                .filter(sighting -> sighting.userId().equals(userId))
                .sorted(Comparator.comparing(Sighting::at).reversed().thenComparing(Sighting::addressKey))
                .skip(MAX_PER_USER)
                .toList();
        superfluous.forEach(sighting -> tables.sightings.remove(Tables.sightingKey(sighting)));
    }

    @Override
    public int purgeBefore(Instant moment, int limit) {
        return memory.write(transaction -> {
            Table<String, Sighting> table = transaction.tables.sightings;
            List<Sighting> old = table.rows()
                    .filter(sighting -> sighting.at().isBefore(moment))
                    .sorted(OLDEST_FIRST)
                    .limit(limit)
                    .toList();
            old.forEach(sighting -> table.remove(Tables.sightingKey(sighting)));
            return old.size();
        });
    }
}
