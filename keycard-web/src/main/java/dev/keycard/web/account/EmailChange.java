package dev.keycard.web.account;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.mailchange.MailChanges;
import dev.keycard.message.MessageKey;
import dev.keycard.route.Call;
import dev.keycard.user.EmailAddress;
import dev.keycard.user.User;
import dev.keycard.web.proof.RecentProof;
import dev.keycard.web.request.Fields;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * How users change their own mail address: with a recent proof of who they are, and, where there is mail, by a link to the new
 * address. Thread-safe.
 */
public final class EmailChange {

    private final RecentProof proof;
    private final @Nullable MailChanges changes;
    private final InstantSource clock;

    /** @param changes null where there is no mail: the profile is changed at once then */
    public EmailChange(RecentProof proof, @Nullable MailChanges changes, InstantSource clock) {
        this.proof = proof;
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * Lets the caller change the address or refuses them; where there is mail, begins the change.
     *
     * @return whether the address is to be changed at once, by whoever asks
     */
    boolean begin(Call call, Fields fields, String email) {
        if (isLimited(call.signedIn())) {
            throw new ApiError(ErrorCode.PERMISSION_DENIED);
        }
        if (changes != null && !email.isEmpty() && !EmailAddress.isDeliverable(email)) {
            throw ApiError.invalid("email", MessageKey.NOT_AN_EMAIL);
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

    /** A link to a new password goes to the mail address: with another one, a limited token would open the whole account. */
    private static boolean isLimited(AuthenticatedPrincipal caller) {
        return caller.credential() instanceof Credential.ApiToken token
                && !token.scopes().isEmpty();
    }
}
