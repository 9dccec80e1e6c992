package dev.keycard.web.account;

import dev.keycard.account.RecentProof;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Fields;
import dev.keycard.mail.MailThrottle;
import dev.keycard.mailchange.MailChanges;
import dev.keycard.message.MessageKey;
import dev.keycard.route.Call;
import dev.keycard.user.EmailAddress;
import dev.keycard.user.User;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * How users change their own mail address: with a recent proof of who they are, and, where there is mail, by a link to the new
 * address. Thread-safe.
 */
public final class EmailChange {

    /** When the outbox has room again: about when a mail server that hangs has been given up. */
    private static final Duration OUTBOX_RETRY = Duration.ofSeconds(30);

    private final RecentProof proof;
    private final @Nullable MailChanges changes;
    private final MailThrottle wishes;
    private final InstantSource clock;

    /**
     * Takes what it needs.
     *
     * @param changes null where there is no mail: the profile is changed at once then
     * @param wishes counts the wishes of each user, and the mails to each new address
     */
    public EmailChange(RecentProof proof, @Nullable MailChanges changes, MailThrottle wishes, InstantSource clock) {
        this.proof = proof;
        this.changes = changes;
        this.wishes = wishes;
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
        wishes.user(user.id());
        if (!email.isEmpty()) {
            wishes.mail(email);
        }
        refuseUnlessBegun(
                changes.begin(user, email, call.request().header("Accept-Language"), call.auditContext(clock)));
        return false;
    }

    private static void refuseUnlessBegun(MailChanges.Outcome outcome) {
        switch (outcome) {
            case NO_ROOM -> throw ApiError.retryAfter(ErrorCode.UNAVAILABLE, OUTBOX_RETRY);
            case REFUSED -> throw new ApiError(ErrorCode.AUTHENTICATION_FAILED);
            case BEGUN -> {
                return;
            }
        }
    }

    /** A link to a new password goes to the mail address: with another one, a limited token would open the whole account. */
    private static boolean isLimited(AuthenticatedPrincipal caller) {
        return caller.credential() instanceof Credential.ApiToken token
                && !token.scopes().isEmpty();
    }
}
