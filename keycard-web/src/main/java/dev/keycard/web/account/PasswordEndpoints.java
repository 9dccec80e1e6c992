package dev.keycard.web.account;

import dev.keycard.api.Internal;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Response;
import dev.keycard.id.TimeId;
import dev.keycard.message.MessageKey;
import dev.keycard.password.HashingResult;
import dev.keycard.password.Passwords;
import dev.keycard.permission.Permission;
import dev.keycard.route.Call;
import dev.keycard.route.Description;
import dev.keycard.route.Route;
import dev.keycard.signin.HashingCallers;
import dev.keycard.signin.SignIn;
import dev.keycard.user.NewPassword;
import dev.keycard.user.User;
import dev.keycard.user.UserStore;
import dev.keycard.web.password.PasswordProblems;
import dev.keycard.web.request.Bodies;
import dev.keycard.web.request.Fields;
import dev.keycard.web.signin.SignInAnswers;
import java.time.InstantSource;
import java.util.List;

/**
 * {@code /api/password/change/}: a new password for the old one; every other login ends, and the API tokens if that is asked for.
 * Thread-safe.
 */
@Internal
public final class PasswordEndpoints {

    private final SignIn signIn;
    private final Passwords passwords;
    private final UserStore users;
    private final Permission permission;
    private final InstantSource clock;

    public PasswordEndpoints(
            SignIn signIn, Passwords passwords, UserStore users, Permission permission, InstantSource clock) {
        this.signIn = signIn;
        this.passwords = passwords;
        this.users = users;
        this.permission = permission;
        this.clock = clock;
    }

    public List<Route> routes() {
        // Right and wrong passwords are counted by their own rates.
        return List.of(Route.guarded("password-change", "POST", "/api/password/change/", permission, this::change)
                .takingAway()
                .describedAs(Description.of("Account", "Change your own password.")
                        .takesForm("PasswordChange")
                        .done("It is changed, and every other login ended; API tokens too if"
                                + " end_api_tokens is true.")));
    }

    private Response change(Call call) {
        Fields fields = Bodies.json(call.request());
        String oldPassword = fields.asTyped("old_password");
        String newPassword = fields.asTyped("new_password");
        boolean endApiTokens = fields.flag("end_api_tokens");
        fields.check();
        User user = SignInAnswers.user(signIn.confirm(call.user(), oldPassword, call.client()))
                .orElseThrow(() -> ApiError.invalid("old_password", MessageKey.WRONG_PASSWORD));
        TimeId spared = call.signedIn().credential().login().orElse(null);
        String hash = hash(user, newPassword, call);
        NewPassword wanted = NewPassword.replacing(user, hash).sparing(spared).sparingApiTokens(!endApiTokens);
        if (!users.changePassword(wanted, call.auditContext(clock))) {
            throw ApiError.invalid("old_password", MessageKey.PASSWORD_JUST_CHANGED);
        }
        return Response.noContent();
    }

    private String hash(User user, String password, Call call) {
        var caller = HashingCallers.of(user.username(), call.client());
        HashingResult hashing = passwords.hashNew(password, user.passwordOwner(), caller);
        if (hashing instanceof HashingResult.Hashed hashed) {
            return hashed.hash();
        }
        throw hashing instanceof HashingResult.Busy busy
                ? ApiError.retryAfter(ErrorCode.UNAVAILABLE, busy.retryAfter())
                : PasswordProblems.refusal("new_password", ((HashingResult.Rejected) hashing).problems());
    }
}
