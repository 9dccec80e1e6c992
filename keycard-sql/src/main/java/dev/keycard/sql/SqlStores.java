package dev.keycard.sql;

import dev.keycard.Stores;
import dev.keycard.store.StoreGauge;
import dev.keycard.store.StorePolicy;

/** The stores in SQL over one database of any kind. */
final class SqlStores {

    private SqlStores() {}

    static Stores over(Transactions database, StorePolicy policy, StoreGauge gauge) {
        return new Stores(
                new SqlUserStore(database, policy),
                new SqlLoginStore(database),
                new SqlApiTokenStore(database, policy),
                new SqlSigningKeyStore(database),
                new SqlChangeLog(database),
                new SqlAuditStore(database),
                new SqlFamiliarAddressStore(database),
                new SqlMailChangeStore(database),
                new SqlAccountStore(database),
                gauge);
    }
}
