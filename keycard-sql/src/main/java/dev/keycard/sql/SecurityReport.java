package dev.keycard.sql;

import dev.keycard.api.Internal;
import java.util.List;

/**
 * Counts of a database for the report about its security. Contains no names.
 *
 * @param damage what a quick check of the file found; empty if it is sound
 * @param users how many users there are
 * @param staff how many of them are active staff
 * @param superusers how many of them are active superusers
 * @param firstAdminUntouched whether the user {@code admin} that the first start made still has the password of that start
 * @param otherHashes how many passwords are hashed in another way than new ones
 * @param refusedHashes how many of those cost too much to be computed
 * @param endlessTokens how many live API tokens have no end
 * @param idleTokens how many live API tokens were made before the given moment and not used since
 */
@Internal
public record SecurityReport(
        List<String> damage,
        long users,
        long staff,
        long superusers,
        boolean firstAdminUntouched,
        long otherHashes,
        long refusedHashes,
        long endlessTokens,
        long idleTokens) {

    public SecurityReport {
        damage = List.copyOf(damage);
    }
}
