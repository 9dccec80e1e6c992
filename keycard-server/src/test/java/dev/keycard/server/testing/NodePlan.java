package dev.keycard.server.testing;

import dev.keycard.Environment;
import dev.keycard.KeycardConfig;
import dev.keycard.apitoken.ReservedScopes;
import dev.keycard.permission.HoldsScope;
import dev.keycard.store.StorePolicy;
import dev.keycard.user.UserDirectory;
import dev.keycard.web.WebConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a node of a test consists of. Immutable.
 *
 * @param database the file of the database
 * @param users null for those that Keycard keeps
 * @param sealingKey 43 base64url characters
 */
public record NodePlan(
        Path database,
        KeycardConfig engine,
        WebConfig web,
        @Nullable UserDirectory users,
        String sealingKey,
        Environment environment) {

    /** The rules of the stores, which know the scopes that rules ask for. */
    public StorePolicy stores() {
        return StorePolicy.defaults()
                .withReservedScopes(
                        ReservedScopes.of(HoldsScope.namedIn(web.rules())).names());
    }
}
