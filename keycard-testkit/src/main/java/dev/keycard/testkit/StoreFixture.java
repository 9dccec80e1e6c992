package dev.keycard.testkit;

import dev.keycard.apitoken.ApiTokenStore;
import dev.keycard.audit.AuditStore;
import dev.keycard.change.ChangeLog;
import dev.keycard.key.SigningKeyStore;
import dev.keycard.login.LoginStore;
import dev.keycard.mailchange.MailChangeStore;
import dev.keycard.signin.FamiliarAddressStore;
import dev.keycard.user.AccountStore;
import dev.keycard.user.UserStore;

/**
 * The stores under test, all over one database that was empty when the fixture was made. One fixture serves one test; {@link
 * #close()} releases its resources.
 */
public interface StoreFixture extends AutoCloseable {

    UserStore users();

    LoginStore logins();

    /** A store that reserves the scope {@code deploy}, besides Keycard's own; so does {@link #users()}. */
    ApiTokenStore apiTokens();

    SigningKeyStore signingKeys();

    ChangeLog changes();

    AuditStore audit();

    FamiliarAddressStore familiarAddresses();

    MailChangeStore mailChanges();

    AccountStore accounts();

    /** Whether these stores run each transaction twice, as if it had conflicted once: then a guard is called twice. */
    default boolean repeatTransactions() {
        return false;
    }

    @Override
    void close();
}
