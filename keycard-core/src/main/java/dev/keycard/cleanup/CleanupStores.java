package dev.keycard.cleanup;

import dev.keycard.api.Internal;
import dev.keycard.apitoken.ApiTokenStore;
import dev.keycard.audit.AuditStore;
import dev.keycard.change.ChangeLog;
import dev.keycard.key.SigningKeyStore;
import dev.keycard.login.LoginStore;
import dev.keycard.mailchange.MailChangeStore;
import dev.keycard.signin.FamiliarAddressStore;
import dev.keycard.user.UserStore;

/** The stores that are purged. */
@Internal
public record CleanupStores(
        LoginStore logins,
        ApiTokenStore apiTokens,
        SigningKeyStore keys,
        FamiliarAddressStore familiarAddresses,
        MailChangeStore mailChanges,
        ChangeLog changes,
        AuditStore audit,
        UserStore users) {}
