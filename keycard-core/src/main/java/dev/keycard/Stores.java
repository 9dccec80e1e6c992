package dev.keycard;

import dev.keycard.apitoken.ApiTokenStore;
import dev.keycard.audit.AuditStore;
import dev.keycard.change.ChangeLog;
import dev.keycard.key.SigningKeyStore;
import dev.keycard.login.LoginStore;
import dev.keycard.mailchange.MailChangeStore;
import dev.keycard.signin.FamiliarAddressStore;
import dev.keycard.store.StoreGauge;
import dev.keycard.user.AccountStore;
import dev.keycard.user.UserStore;

/** The stores of one database. */
public record Stores(
        UserStore users,
        LoginStore logins,
        ApiTokenStore apiTokens,
        SigningKeyStore keys,
        ChangeLog changes,
        AuditStore audit,
        FamiliarAddressStore familiarAddresses,
        MailChangeStore mailChanges,
        AccountStore accounts,
        StoreGauge gauge) {}
