package dev.keycard.sql;

import dev.keycard.apitoken.ApiTokenStore;
import dev.keycard.audit.AuditStore;
import dev.keycard.change.ChangeLog;
import dev.keycard.key.SigningKeyStore;
import dev.keycard.login.LoginStore;
import dev.keycard.mailchange.MailChangeStore;
import dev.keycard.signin.FamiliarAddressStore;
import dev.keycard.store.StorePolicy;
import dev.keycard.testkit.StoreFixture;
import dev.keycard.user.UserStore;
import java.nio.file.Path;
import java.util.Set;

/** The stores in a real file, as the contracts want them. */
record SqliteStores(SqliteDatabase database) implements StoreFixture {

    static SqliteStores in(Path directory) {
        return new SqliteStores(SqliteDatabase.open(SqliteSettings.of(directory.resolve("keycard.db"))
                .withPolicy(StorePolicy.defaults().withReservedScopes(Set.of("deploy")))));
    }

    @Override
    public UserStore users() {
        return database.users();
    }

    @Override
    public LoginStore logins() {
        return database.logins();
    }

    @Override
    public ApiTokenStore apiTokens() {
        return database.apiTokens();
    }

    @Override
    public SigningKeyStore signingKeys() {
        return database.signingKeys();
    }

    @Override
    public ChangeLog changes() {
        return database.changes();
    }

    @Override
    public AuditStore audit() {
        return database.audit();
    }

    @Override
    public FamiliarAddressStore familiarAddresses() {
        return database.familiarAddresses();
    }

    @Override
    public MailChangeStore mailChanges() {
        return database.mailChanges();
    }

    @Override
    public void close() {
        database.close();
    }
}
