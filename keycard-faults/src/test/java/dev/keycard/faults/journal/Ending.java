package dev.keycard.faults.journal;

import dev.keycard.faults.journal.Credential.Kind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An act that ends credentials, whether or not it was acknowledged. Immutable.
 *
 * @param by the exchange that asked for it
 * @param user whose credentials it ends
 * @param only the one group that it ends; null for all of the user
 * @param spared the group that it does not end
 * @param apiTokens whether it ends API tokens too
 * @param acknowledged whether it has surely happened
 */
record Ending(
        Exchange by,
        String user,
        @Nullable String only,
        @Nullable String spared,
        boolean apiTokens,
        boolean acknowledged) {

    /** The ending for which an exchange asks, if it may happen. */
    static Optional<Ending> of(Exchange exchange) {
        if (!exchange.mayHappen()) {
            return Optional.empty();
        }
        Act act = exchange.act();
        if (act instanceof Act.EndLogin login) {
            return Optional.of(ofGroup(exchange, login.token()));
        } else if (act instanceof Act.EndSession session) {
            return Optional.of(ofGroup(exchange, session.session()));
        } else if (act instanceof Act.EndApiToken token) {
            return Optional.of(ofGroup(exchange, token.token()));
        } else if (act instanceof Act.EndAll all) {
            return Optional.of(ofUser(exchange, all.user(), null, true));
        } else if (act instanceof Act.ChangePassword change) {
            return Optional.of(ofUser(exchange, change.user(), change.by().group(), false));
        } else if (act instanceof Act.SetActive set && !set.active()) {
            return Optional.of(ofUser(exchange, set.user(), null, true));
        }
        return Optional.empty();
    }

    /** The end of a login whose replaced refresh token was presented again. */
    static Ending ofReuse(Exchange exchange, Credential token, boolean acknowledged) {
        return new Ending(exchange, token.owner(), token.group(), null, false, acknowledged);
    }

    private static Ending ofGroup(Exchange exchange, Credential credential) {
        return new Ending(
                exchange,
                credential.owner(),
                credential.group(),
                null,
                true,
                exchange.answer().isSuccess());
    }

    private static Ending ofUser(Exchange exchange, String user, @Nullable String spared, boolean apiTokens) {
        return new Ending(
                exchange, user, null, spared, apiTokens, exchange.answer().isSuccess());
    }

    /** Whether the group has surely ended when this was acknowledged. */
    boolean surelyEnds(Group group) {
        return acknowledged && concerns(group) && group.born().end() < by.start();
    }

    /** Whether this may have ended the group before the exchange was over. */
    boolean mayHaveEnded(Group group, Exchange exchange) {
        return concerns(group) && by.start() <= exchange.end() && group.born().start() <= by.until();
    }

    /** Whether this is no more than an unanswered refresh that may have come too late. */
    boolean isLateRefresh() {
        return !acknowledged && by.act() instanceof Act.Refresh;
    }

    private boolean concerns(Group group) {
        if (only != null) {
            return only.equals(group.id());
        }
        return user.equals(group.owner())
                && !group.id().equals(spared)
                && (apiTokens || group.kind() != Kind.API_TOKEN);
    }
}
