package dev.keycard.audit;

import dev.keycard.client.Client;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When, where and by whom something is done. Stores take it with every act that others may ask about later, and write both in one
 * transaction.
 *
 * @param at the moment, in whole milliseconds
 * @param requestId names the request in the log; {@link #COMMAND_LINE} for the command line, empty outside of both
 * @param address where the request came from; empty if it was none
 * @param actorId the user who does it; null if nobody was signed in
 * @param credential the login or API token that the request presented; null if it presented neither. What would outlive its
 *     credential is refused, in the transaction of the act, if the credential has ended by then
 * @param acceptLanguage which languages the client reads, as the request's header has it; not stored; null if that is not known
 */
public record AuditContext(
        Instant at,
        String requestId,
        String address,
        @Nullable UserId actorId,
        @Nullable TimeId credential,
        @Nullable String acceptLanguage) {

    /** Something that is done without a credential. */
    public AuditContext(Instant at, String requestId, String address, @Nullable UserId actorId) {
        this(at, requestId, address, actorId, null, null);
    }

    /** Stands in the place of a request's id where a command was typed; no request has an id that looks like it. */
    public static final String COMMAND_LINE = "cli";

    /** A moment outside of any request. */
    public static AuditContext at(Instant moment) {
        return new AuditContext(moment, "", "", null);
    }

    /** A call of a client without a signed-in user. */
    public static AuditContext of(Client client, Instant moment) {
        return new AuditContext(moment, client.requestId(), client.address(), null, null, client.languages());
    }

    /** The same, done by that user. */
    public AuditContext by(UserId userId) {
        return new AuditContext(at, requestId, address, userId, credential, acceptLanguage);
    }

    /** The same, done by means of that login or API token; null if it is neither. */
    public AuditContext presenting(@Nullable TimeId presented) {
        return new AuditContext(at, requestId, address, actorId, presented, acceptLanguage);
    }
}
