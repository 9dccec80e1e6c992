package dev.keycard.jwt;

import dev.keycard.api.Internal;
import java.util.Set;

/**
 * The rights of the user in an access token, for services without a look-up. Immutable.
 *
 * @param roles the names of the user's roles
 * @param tier the name of the user's tier; empty if there is none
 * @param staff whether the user may use the staff API
 */
@Internal
public record Rights(Set<String> roles, String tier, boolean staff) {

    public static final Rights NONE = new Rights(Set.of(), "", false);

    public Rights {
        roles = Set.copyOf(roles);
    }
}
