package dev.keycard.jwt;

import java.util.Set;

/**
 * What an access token lets other services know of its user without a look-up. Immutable.
 *
 * @param roles the names of the user's roles
 * @param tier the name of the user's tier; empty if there is none
 * @param staff whether the user may use the staff API
 */
public record Rights(Set<String> roles, String tier, boolean staff) {

    public static final Rights NONE = new Rights(Set.of(), "", false);

    public Rights {
        roles = Set.copyOf(roles);
    }
}
