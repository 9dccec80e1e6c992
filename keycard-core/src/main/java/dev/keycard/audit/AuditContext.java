package dev.keycard.audit;

import dev.keycard.client.Client;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When, where and by whom an act is done. Stores receive it with every act that is audited, and write both in one transaction.
 *
 * @param at the moment, in whole milliseconds
 * @param requestId the id of the request in the log; {@link #COMMAND_LINE} for the command line, empty outside of both
 * @param address the address of the client; empty if there is no request
 * @param actorId the user who acts; null if no user is signed in
 * @param credential the login or API token that the request presented; null if it presented neither. If it has ended by the
 *     transaction of the act, the store refuses to make anything that would outlive it
 * @param acceptLanguage the languages of the client, in the format of the request's header; not stored; null if they are not
 *     known
 */
public record AuditContext(
        Instant at,
        String requestId,
        String address,
        @Nullable UserId actorId,
        @Nullable TimeId credential,
        @Nullable String acceptLanguage) {

    /** An act without a credential. */
    public AuditContext(Instant at, String requestId, String address, @Nullable UserId actorId) {
        this(at, requestId, address, actorId, null, null);
    }

    /** The id of acts of the command line; no request has an id that resembles it. */
    public static final String COMMAND_LINE = "cli";

    /** A moment outside of any request. */
    public static AuditContext at(Instant moment) {
        return new AuditContext(moment, "", "", null);
    }

    /** A call of a client without a signed-in user. */
    public static AuditContext of(Client client, Instant moment) {
        return new AuditContext(moment, client.requestId(), client.address(), null, null, client.languages());
    }

    /** The same, with that user as the actor. */
    public AuditContext by(UserId userId) {
        return new AuditContext(at, requestId, address, userId, credential, acceptLanguage);
    }

    /** The same, with that login or API token as the credential; null if it is neither. */
    public AuditContext presenting(@Nullable TimeId presented) {
        return new AuditContext(at, requestId, address, actorId, presented, acceptLanguage);
    }
}
