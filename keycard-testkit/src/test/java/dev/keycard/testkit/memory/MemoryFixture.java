package dev.keycard.testkit.memory;

import dev.keycard.Stores;
import dev.keycard.apitoken.ApiTokenStore;
import dev.keycard.audit.AuditStore;
import dev.keycard.change.ChangeLog;
import dev.keycard.key.SigningKeyStore;
import dev.keycard.login.LoginStore;
import dev.keycard.mailchange.MailChangeStore;
import dev.keycard.signin.FamiliarAddressStore;
import dev.keycard.testkit.StoreFixture;
import dev.keycard.user.AccountStore;
import dev.keycard.user.UserStore;

/** Stores in memory, as the contracts want them. */
record MemoryFixture(Stores stores) implements StoreFixture {

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
    public void close() {}
}
