package dev.keycard.sql;

import dev.keycard.Stores;
import dev.keycard.apitoken.ApiTokenStore;
import dev.keycard.audit.AuditStore;
import dev.keycard.change.ChangeLog;
import dev.keycard.key.SigningKeyStore;
import dev.keycard.login.LoginStore;
import dev.keycard.mailchange.MailChangeStore;
import dev.keycard.signin.FamiliarAddressStore;
import dev.keycard.store.StorePolicy;
import dev.keycard.testkit.StoreFixture;
import dev.keycard.user.AccountStore;
import dev.keycard.user.UserStore;
import java.nio.file.Path;
import java.util.Set;

/** The stores in a real file, as the contracts want them. */
record SqliteStores(SqliteDatabase database, Stores stores, boolean repeatTransactions) implements StoreFixture {

    private static final StorePolicy POLICY = StorePolicy.defaults().withReservedScopes(Set.of("deploy"));

    static SqliteStores in(Path directory) {
        SqliteDatabase database = SqliteDatabase.open(
                SqliteSettings.of(directory.resolve("keycard.db")).withPolicy(POLICY));
        return new SqliteStores(database, database.stores(), false);
    }

    /** The same database, whose transactions are each run twice. */
    SqliteStores conflicting() {
        return new SqliteStores(
                database,
                SqlStores.over(new ConflictingTransactions(database.transactions()), POLICY, stores.gauge()),
                true);
    }

    @Override
    public UserStore users() {
        return stores.users();
    }

    @Override
    public LoginStore logins() {
        return stores.logins();
    }

    @Override
    public ApiTokenStore apiTokens() {
        return stores.apiTokens();
    }

    @Override
    public SigningKeyStore signingKeys() {
        return stores.keys();
    }

    @Override
    public ChangeLog changes() {
        return stores.changes();
    }

    @Override
    public AuditStore audit() {
        return stores.audit();
    }

    @Override
    public FamiliarAddressStore familiarAddresses() {
        return stores.familiarAddresses();
    }

    @Override
    public MailChangeStore mailChanges() {
        return stores.mailChanges();
    }

    @Override
    public AccountStore accounts() {
        return stores.accounts();
    }

    @Override
    public void close() {
        database.close();
    }
}
