package dev.keycard.sql;

import dev.keycard.id.UserId;
import dev.keycard.signin.FamiliarAddressStore;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Familiar addresses in SQL. */
final class SqlFamiliarAddressStore implements FamiliarAddressStore {

    private static final String FAMILIAR =
            "select 1 from familiar_address where user_id = ? and address_key = ? and seen_at >= ?";

    /** The select from the accounts drops sightings of deleted users. */
    private static final String KEEP = """
            insert into familiar_address (user_id, address_key, seen_at)
            select user_id, ?, ? from account where user_id = ?
            on conflict (user_id, address_key) do update set seen_at = {greatest}(familiar_address.seen_at, excluded.seen_at)""";

    private static final String TRIM = """
            delete from familiar_address where user_id = ? and address_key in (
                select address_key from familiar_address where user_id = ?
                order by seen_at desc, address_key {all rows} offset\s""" + MAX_PER_USER + ")";

    private static final String PURGE = """
            delete from familiar_address where (user_id, address_key) in (
                select user_id, address_key from familiar_address where seen_at < ? order by seen_at limit ?)""";

    private static final String HAS_SIGNED_IN = "select 1 from account where user_id = ? and signed_in = true";
    private static final String SIGNED_IN =
            "update account set signed_in = true where user_id = ? and signed_in = false";

    private final Transactions database;

    SqlFamiliarAddressStore(Transactions database) {
        this.database = database;
    }

    @Override
    public boolean isFamiliar(UserId userId, String addressKey, Instant since) {
        return database.read(sql -> sql.exists(FAMILIAR, userId, addressKey, since));
    }

    @Override
    public boolean hasSignedIn(UserId userId) {
        return database.read(sql -> sql.exists(HAS_SIGNED_IN, userId));
    }

    @Override
    public void keep(Collection<Sighting> sightings) {
        if (sightings.isEmpty()) {
            return;
        }
        List<Sighting> asGiven = List.copyOf(sightings);
        database.serializable(transaction -> keep(transaction.sql(), asGiven));
    }

    private static int keep(SqlConnection sql, List<Sighting> sightings) throws SQLException {
        int kept = 0;
        for (Sighting sighting : sightings) {
            kept += sql.update(KEEP, sighting.addressKey(), sighting.at(), sighting.userId());
        }
        for (UserId user : sightings.stream().map(Sighting::userId).distinct().toList()) {
            sql.update(TRIM, user, user);
            sql.update(SIGNED_IN, user);
        }
        return kept;
    }

    @Override
    public int purgeBefore(Instant moment, int limit) {
        return database.serializable(transaction -> transaction.sql().update(PURGE, moment, limit));
    }
}
