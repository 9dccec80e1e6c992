package dev.keycard.cleanup;

import dev.keycard.api.Internal;
import dev.keycard.key.JwtConfig;
import dev.keycard.mailchange.MailChange;
import dev.keycard.signin.FamiliarAddresses;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Purges logins and API tokens that ended long ago, changes that every node has read, retired keys, familiar addresses that are
 * no longer used, names that are no longer reserved, and old entries of the audit. It works in rounds of small steps, so that a
 * writer waits for at most one step. Several processes may purge at once. Thread-safe.
 *
 * <p>Removed keys are never purged, so that a leaked key cannot be added again. Ids are never used twice, even after a purge.
 */
public final class Cleanup {

    /** The maximum number of rows that one step reads. */
    public static final int ROWS_PER_STEP = 500;

    /** The minimum time for which changes are kept. A node that was suspended for longer must detect that it missed some. */
    private static final Duration KEEP_CHANGES = Duration.ofDays(1);

    private static final Duration KEEP_KEYS = Duration.ofDays(30);
    /** Longer than they can be confirmed and then undone. */
    private static final Duration KEEP_MAIL_CHANGES =
            MailChange.CONFIRMABLE_FOR.plus(MailChange.UNDOABLE_FOR).plusDays(1);

    private static final Duration MARGIN = Duration.ofHours(1);

    private final CleanupStores stores;
    private final CleanupConfig config;
    private final JwtConfig jwt;
    private final InstantSource clock;

    @Internal
    public Cleanup(CleanupStores stores, CleanupConfig config, JwtConfig jwt, InstantSource clock) {
        this.stores = stores;
        this.config = config;
        this.jwt = jwt;
        this.clock = clock;
    }

    /** Begins a round. Nothing is purged before its first step. */
    public CleanupRound begin() {
        Instant now = clock.instant();
        List<CleanupPart> parts = new ArrayList<>();
        parts.add(CleanupPart.walking("logins", before(now, keepLogins()), stores.logins()::purgeEnded));
        parts.add(CleanupPart.walking("api_tokens", before(now, config.keepTokens()), stores.apiTokens()::purgeEnded));
        parts.add(CleanupPart.fromTheOldest("changes", before(now, keepChanges()), stores.changes()::purgeBefore));
        parts.add(CleanupPart.fromTheOldest("signing_keys", before(now, KEEP_KEYS), stores.keys()::purgeRetiredBefore));
        parts.add(CleanupPart.fromTheOldest(
                "familiar_addresses",
                before(now, FamiliarAddresses.FAMILIAR_FOR),
                stores.familiarAddresses()::purgeBefore));
        parts.add(CleanupPart.fromTheOldest("reserved_names", now, stores.users()::purgeReservedNames));
        parts.add(CleanupPart.fromTheOldest(
                "pending_mail_changes", before(now, MailChange.CONFIRMABLE_FOR), stores.mailChanges()::expire));
        parts.add(CleanupPart.fromTheOldest(
                "mail_changes", before(now, KEEP_MAIL_CHANGES), stores.mailChanges()::purgeBefore));
        if (config.keepAudit() != null) {
            parts.add(CleanupPart.fromTheOldest("audit", before(now, config.keepAudit()), stores.audit()::purgeBefore));
        }
        return new CleanupRound(parts);
    }

    /** The row of an ended login is kept as long as its refresh tokens may be presented, because it decides the answer. */
    private Duration keepLogins() {
        return longer(
                config.keepLogins(),
                jwt.issuing()
                        .refreshLifetime()
                        .plus(jwt.verification().leeway())
                        .plus(MARGIN));
    }

    /** Nodes read changes that are at most as old as an access token can be. */
    private Duration keepChanges() {
        return longer(KEEP_CHANGES, jwt.longestAccess().plus(MARGIN));
    }

    private static Instant before(Instant now, Duration kept) {
        return now.minus(kept);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
