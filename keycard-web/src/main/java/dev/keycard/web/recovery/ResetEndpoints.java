package dev.keycard.web.recovery;

import dev.keycard.api.Internal;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Json;
import dev.keycard.http.Response;
import dev.keycard.message.MessageKey;
import dev.keycard.recovery.PasswordReset;
import dev.keycard.recovery.PasswordReset.Confirmation;
import dev.keycard.route.Call;
import dev.keycard.route.Description;
import dev.keycard.route.Route;
import dev.keycard.user.EmailAddress;
import dev.keycard.user.UserChange;
import dev.keycard.web.password.PasswordProblems;
import dev.keycard.web.request.Bodies;
import dev.keycard.web.request.Fields;
import java.time.InstantSource;
import java.util.List;

/**
 * {@code /api/password/reset/} and {@code /api/password/reset/confirm/}: a link by mail, and a new password for its token;
 * every login and API token ends. The answer does not say why a token is refused (malformed, expired, used, or its user
 * deleted). Thread-safe.
 */
@Internal
public final class ResetEndpoints {

    private static final String TAG = "Account";

    private static final Response ACCEPTED = Response.json(202, Json.object());

    private final PasswordReset reset;
    private final InstantSource clock;

    public ResetEndpoints(PasswordReset reset, InstantSource clock) {
        this.reset = reset;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.open("password-reset", "POST", "/api/password/reset/", Route.Where.WORKER, this::request)
                        .describedAs(Description.of(TAG, "Request a mail with a link to set a new password.")
                                .takes("MailAddress")
                                .answers(202, "If a user has that address, a mail is sent.", "Nothing")),
                Route.open(
                                "password-reset-confirm",
                                "POST",
                                "/api/password/reset/confirm/",
                                Route.Where.WORKER,
                                this::confirm)
                        .describedAs(Description.of(TAG, "Set a new password by the token in the mail.")
                                .takes("PasswordReset")
                                .done("The password is set, and every login and API token is ended.")));
    }

    private Response request(Call call) {
        Fields fields = Bodies.json(call.request());
        String email = fields.required(UserChange.EMAIL);
        if (!email.isEmpty() && !EmailAddress.isAddress(email)) {
            fields.problem(UserChange.EMAIL, MessageKey.NOT_AN_EMAIL);
        }
        fields.check();
        PasswordReset.Request result = reset.request(email, call.auditContext(clock));
        if (result instanceof PasswordReset.Request.Throttled throttled) {
            throw ApiError.retryAfter(ErrorCode.THROTTLED, throttled.retryAfter());
        }
        return ACCEPTED;
    }

    private Response confirm(Call call) {
        Fields fields = Bodies.json(call.request());
        String token = fields.required("token");
        String password = fields.asTyped("new_password");
        boolean keepApiTokens = fields.flag("keep_api_tokens");
        fields.check();
        Confirmation result = reset.confirm(token, password, keepApiTokens, call.auditContext(clock));
        if (result instanceof Confirmation.Changed) {
            return Response.noContent();
        }
        throw refusal(result);
    }

    private static ApiError refusal(Confirmation result) {
        if (result instanceof Confirmation.Rejected rejected) {
            return PasswordProblems.refusal("new_password", rejected.problems());
        }
        if (result instanceof Confirmation.Throttled throttled) {
            return ApiError.retryAfter(ErrorCode.THROTTLED, throttled.retryAfter());
        }
        return result instanceof Confirmation.Busy busy
                ? ApiError.retryAfter(ErrorCode.UNAVAILABLE, busy.retryAfter())
                : ApiError.invalid("token", MessageKey.LINK_BAD);
    }
}
