package dev.keycard.web.recovery;

import dev.keycard.http.ApiError;
import dev.keycard.http.Bodies;
import dev.keycard.http.Fields;
import dev.keycard.http.Json;
import dev.keycard.http.Response;
import dev.keycard.mail.MailThrottle;
import dev.keycard.message.MessageKey;
import dev.keycard.password.Passwords;
import dev.keycard.recovery.PasswordReset;
import dev.keycard.route.Call;
import dev.keycard.route.Route;
import dev.keycard.signin.HashingCallers;
import dev.keycard.user.EmailAddress;
import dev.keycard.user.NewPassword;
import dev.keycard.user.User;
import dev.keycard.user.UserStore;
import java.time.InstantSource;
import java.util.List;

/**
 * {@code /api/password/reset/} and {@code /api/password/reset/confirm/}: a link by mail, and a new password for its token; every
 * login and API token ends. What a bad token was (malformed, expired, used, of a user who is gone) is not told. Thread-safe.
 */
public final class ResetEndpoints {

    private static final Response ACCEPTED = Response.json(202, Json.object());

    private final PasswordReset reset;
    private final MailThrottle requests;
    private final MailThrottle confirmations;
    private final Passwords passwords;
    private final UserStore users;
    private final InstantSource clock;

    public ResetEndpoints(
            PasswordReset reset,
            MailThrottle requests,
            MailThrottle confirmations,
            Passwords passwords,
            UserStore users,
            InstantSource clock) {
        this.reset = reset;
        this.requests = requests;
        this.confirmations = confirmations;
        this.passwords = passwords;
        this.users = users;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.open("password-reset", "POST", "/api/password/reset/", Route.Where.WORKER, this::request),
                Route.open(
                        "password-reset-confirm",
                        "POST",
                        "/api/password/reset/confirm/",
                        Route.Where.WORKER,
                        this::confirm));
    }

    private Response request(Call call) {
        Fields fields = Bodies.json(call.request());
        String email = fields.required("email");
        if (!email.isEmpty() && !EmailAddress.isAddress(email)) {
            fields.problem("email", MessageKey.NOT_AN_EMAIL);
        }
        fields.check();
        requests.client(call.request().address());
        requests.mail(email);
        reset.request(email, call.request().header("Accept-Language"), call.auditContext(clock));
        return ACCEPTED;
    }

    private Response confirm(Call call) {
        Fields fields = Bodies.json(call.request());
        String token = fields.required("token");
        String password = fields.required("new_password");
        boolean keepApiTokens = fields.flag("keep_api_tokens");
        fields.check();
        confirmations.client(call.request().address());
        User user = reset.redeem(token).orElseThrow(ResetEndpoints::badToken);
        judge(fields, user, password);
        String hash = passwords.hash(password, HashingCallers.of(user.username(), call.request()));
        NewPassword wanted = NewPassword.replacing(user, hash).sparingApiTokens(keepApiTokens);
        if (!users.changePassword(wanted, call.auditContext(clock).by(user.id()))) {
            throw badToken();
        }
        return Response.noContent();
    }

    /** A password that is refused leaves the token as it is: nothing has changed that it is bound to. */
    private void judge(Fields fields, User user, String password) {
        passwords
                .policy()
                .judge(password, user.username(), user.email(), user.firstName(), user.lastName())
                .forEach(problem -> fields.problem("new_password", problem.message()));
        fields.check();
    }

    private static ApiError badToken() {
        return ApiError.invalid("token", MessageKey.LINK_BAD);
    }
}
