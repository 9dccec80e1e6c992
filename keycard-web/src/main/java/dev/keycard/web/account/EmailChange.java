package dev.keycard.web.account;

import dev.keycard.api.Internal;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.mailchange.MailChanges;
import dev.keycard.message.MessageKey;
import dev.keycard.route.Call;
import dev.keycard.user.EmailAddress;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import dev.keycard.web.proof.RecentProof;
import dev.keycard.web.request.Fields;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Changes of a user's own mail address: they need a recent proof and, if mail is configured, a link that is mailed to the new
 * address. Thread-safe.
 */
@Internal
public final class EmailChange {

    private final RecentProof proof;
    private final @Nullable MailChanges changes;
    private final InstantSource clock;

    /** @param changes null if no mail is configured: the profile is then changed at once */
    public EmailChange(RecentProof proof, @Nullable MailChanges changes, InstantSource clock) {
        this.proof = proof;
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * Checks that the caller may change the address, or refuses the request; begins the change if mail is configured.
     *
     * @return whether the caller of this method must change the address at once
     */
    boolean begin(Call call, Fields fields, String email) {
        if (isLimited(call.signedIn())) {
            throw new ApiError(ErrorCode.PERMISSION_DENIED);
        }
        if (changes != null && !email.isEmpty() && !EmailAddress.isDeliverable(email)) {
            throw ApiError.invalid(UserChange.EMAIL, MessageKey.NOT_AN_EMAIL);
        }
        User user = proof.require(call, fields);
        if (changes == null) {
            return true;
        }
        refuseUnlessBegun(changes.begin(user, email, call.auditContext(clock)));
        return false;
    }

    private static void refuseUnlessBegun(MailChanges.Result result) {
        if (result instanceof MailChanges.Result.Throttled throttled) {
            throw ApiError.retryAfter(ErrorCode.THROTTLED, throttled.retryAfter());
        }
        if (result instanceof MailChanges.Result.Busy busy) {
            throw ApiError.retryAfter(ErrorCode.UNAVAILABLE, busy.retryAfter());
        }
        if (result instanceof MailChanges.Result.Refused) {
            throw new ApiError(ErrorCode.AUTHENTICATION_FAILED);
        }
    }

    /** Password resets are mailed to that address: with another one, a limited token would give access to the whole account. */
    private static boolean isLimited(AuthenticatedPrincipal caller) {
        return caller.credential() instanceof Credential.ApiToken token
                && !token.scopes().isEmpty();
    }
}
