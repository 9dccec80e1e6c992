package dev.keycard.web.proof;

import dev.keycard.api.Internal;
import dev.keycard.apitoken.ApiToken;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.message.MessageKey;
import dev.keycard.route.Call;
import dev.keycard.signin.SignIn;
import dev.keycard.user.Owners;
import dev.keycard.user.User;
import dev.keycard.web.request.Fields;
import dev.keycard.web.signin.SignInAnswers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Requires a recent proof of the caller's identity before an act that changes who owns an account or makes a credential that
 * outlives the login: a stolen access token must not be enough to take over an account. Proof is the password in the same
 * request, or a recent sign-in (the {@code auth_time} of the login, which refreshing does not renew). An API token, and a token
 * that another program signed, are never proof. The challenge is that of RFC 9470. Thread-safe; with a password, blocks for a
 * place in the hashing pool.
 */
@Internal
public final class RecentProof {

    /** The member of a body that holds the caller's own password. */
    public static final String PASSWORD = "password";

    /** Longer than any password, so that a password that is too long is wrong and not malformed. */
    private static final int LONGEST = 4096;

    private final SignIn signIn;
    private final Owners owners;
    private final Duration within;
    private final InstantSource clock;

    /** @param within how long a sign-in counts as recent */
    public RecentProof(SignIn signIn, Owners owners, Duration within, InstantSource clock) {
        this.signIn = signIn;
        this.owners = owners;
        this.within = within;
        this.clock = clock;
    }

    /**
     * Returns the caller or refuses the request. A wrong password is refused even after a recent sign-in, and is counted like
     * any other guess.
     *
     * @param fields the body, whose member {@link #PASSWORD} is read
     * @return the caller as the store has them, with whose credential version the act must be completed
     * @throws ApiError {@code reauthentication_required}, {@code authentication_failed}, {@code throttled}, or 400 for invalid
     *     fields
     */
    public User require(Call call, Fields fields) {
        return require(call, fields, PASSWORD);
    }

    /**
     * The same for staff who act upon the account of another.
     *
     * @param field the member of the body that holds the password of the staff member, because {@link #PASSWORD} is that of the
     *     other user
     */
    public void requireOfStaff(Call call, Fields fields, String field) {
        if (!mayProvision(call.signedIn().credential())) {
            require(call, fields, field);
        }
    }

    private User require(Call call, Fields fields, String field) {
        String password = fields.optionalAsTyped(field, LONGEST);
        fields.check();
        if (password != null) {
            return SignInAnswers.user(signIn.confirm(call.user(), password, call.client()))
                    .orElseThrow(() -> ApiError.invalid(field, MessageKey.WRONG_PASSWORD));
        }
        if (!isRecent(call.signedIn())) {
            throw new ApiError(ErrorCode.REAUTHENTICATION_REQUIRED)
                    .challenging("error=\"insufficient_user_authentication\", max_age=\"" + within.toSeconds() + "\"");
        }
        return caller(call);
    }

    /**
     * Returns the caller as the store has them now, for an act that needs no proof. What another node changed may not be known
     * here yet, and the store refuses an act upon the credential version of an earlier moment. It also refuses the act if the
     * credential of the request has ended.
     *
     * @throws ApiError {@code authentication_failed} if the user is gone
     */
    public User caller(Call call) {
        if (call.signedIn().credential() instanceof Credential.Basic) {
            return call.user(); // the password was checked against this version, and proves nothing about a later one
        }
        User user = owners.read(call.user().id()).user();
        if (user == null) {
            throw new ApiError(ErrorCode.AUTHENTICATION_FAILED);
        }
        return user;
    }

    private boolean isRecent(AuthenticatedPrincipal caller) {
        Credential credential = caller.credential();
        if (credential instanceof Credential.Basic) {
            return true; // the password came with this very request
        }
        Optional<Instant> proved = credential.login().flatMap(login -> credential.authTime());
        return proved.filter(this::isRecent).isPresent();
    }

    /** Access tokens have whole seconds. A moment that is ahead of the clock proves nothing. */
    private boolean isRecent(Instant proved) {
        Instant now = clock.instant();
        Instant second = proved.truncatedTo(ChronoUnit.SECONDS);
        return !second.isAfter(now) && now.isBefore(second.plus(within));
    }

    private static boolean mayProvision(Credential credential) {
        return credential instanceof Credential.ApiToken token && token.scopes().contains(ApiToken.PROVISION);
    }
}
