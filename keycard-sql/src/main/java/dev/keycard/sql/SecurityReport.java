package dev.keycard.sql;

import dev.keycard.api.Internal;
import java.time.Duration;
import java.util.List;

/**
 * Counts of a database for the report about its security. Contains no names.
 *
 * @param damage what a quick check of the file found; empty if it is sound
 * @param server what the database's server says about itself
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
        Server server,
        long users,
        long staff,
        long superusers,
        boolean firstAdminUntouched,
        long otherHashes,
        long refusedHashes,
        long endlessTokens,
        long idleTokens) {

    /**
     * A database server.
     *
     * @param risks settings with which it can lose what it has acknowledged, a sentence for each
     * @param waitsForStandby whether it acknowledges a commit only when a standby has it too
     * @param clockAhead how far its clock is ahead of this machine's; negative if it is behind
     * @param maxConnections how many connections it accepts; 0 if there is no server
     */
    public record Server(List<String> risks, boolean waitsForStandby, Duration clockAhead, int maxConnections) {

        /** A file has no server. */
        public static final Server NONE = new Server(List.of(), false, Duration.ZERO, 0);

        public Server {
            risks = List.copyOf(risks);
        }
    }

    public SecurityReport {
        damage = List.copyOf(damage);
    }
}
