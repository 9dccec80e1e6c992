package dev.keycard.web.registration;

import dev.keycard.api.Internal;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Json;
import dev.keycard.http.Response;
import dev.keycard.message.MessageKey;
import dev.keycard.password.PasswordPolicy;
import dev.keycard.registration.Registration;
import dev.keycard.registration.Registration.Confirmation;
import dev.keycard.registration.Registration.Result;
import dev.keycard.route.Call;
import dev.keycard.route.Description;
import dev.keycard.route.Route;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import dev.keycard.web.password.PasswordProblems;
import dev.keycard.web.request.Bodies;
import dev.keycard.web.request.Fields;
import dev.keycard.web.user.UserJson;
import java.time.InstantSource;
import java.util.List;

/**
 * {@code /api/register/} and {@code /api/register/confirm/}: registration of new users. The answer says that a name is taken or
 * reserved, because names are visible to others anyway; it says nothing about addresses. Thread-safe; blocks for the store and
 * for a place in the hashing pool.
 */
@Internal
public final class RegistrationEndpoints {

    private static final String TAG = "Account";

    private static final Response ACCEPTED = Response.json(202, Json.object());

    private final Registration registration;
    private final PasswordPolicy policy;
    private final InstantSource clock;

    /** @param policy checks the password, so that its problems are reported together with those of other fields */
    public RegistrationEndpoints(Registration registration, PasswordPolicy policy, InstantSource clock) {
        this.registration = registration;
        this.policy = policy;
        this.clock = clock;
    }

    /** The routes; that of confirming exists only if addresses are confirmed. */
    public List<Route> routes() {
        Route register = Route.open("register", "POST", "/api/register/", Route.Where.WORKER, this::register)
                .describedAs(Description.of(TAG, "Register a new user.")
                        .takes("Registration")
                        .answers(201, "It is made.", "Profile")
                        .answers(202, "A mail with a link to complete the registration is sent.", "Nothing"));
        Route confirm = Route.open(
                        "register-confirm", "POST", "/api/register/confirm/", Route.Where.WORKER, this::confirm)
                .describedAs(Description.of(TAG, "Complete a registration by the token in the mail.")
                        .takes("Confirmation")
                        .answers(201, "It is made.", "Profile"));
        return registration.confirmsAddresses() ? List.of(register, confirm) : List.of(register);
    }

    private Response register(Call call) {
        Result result =
                registration.register(() -> RegistrationForm.read(call.request(), policy), call.auditContext(clock));
        if (result instanceof Result.Created created) {
            return created(created.user());
        }
        if (result instanceof Result.Invited) {
            return ACCEPTED;
        }
        throw refusal(result);
    }

    private static ApiError refusal(Result result) {
        if (result instanceof Result.Rejected rejected) {
            return PasswordProblems.refusal("password", rejected.problems());
        }
        if (result instanceof Result.Throttled throttled) {
            return ApiError.retryAfter(ErrorCode.THROTTLED, throttled.retryAfter());
        }
        return result instanceof Result.Busy busy
                ? ApiError.retryAfter(ErrorCode.UNAVAILABLE, busy.retryAfter())
                : taken();
    }

    private Response confirm(Call call) {
        Fields fields = Bodies.json(call.request());
        String token = fields.required("token");
        fields.check();
        Confirmation result = registration.confirm(token, call.auditContext(clock));
        if (result instanceof Confirmation.Created created) {
            return created(created.user());
        }
        if (result instanceof Confirmation.Throttled throttled) {
            throw ApiError.retryAfter(ErrorCode.THROTTLED, throttled.retryAfter());
        }
        throw result instanceof Confirmation.NameTaken ? taken() : ApiError.invalid("token", MessageKey.LINK_BAD);
    }

    private static Response created(User user) {
        return Response.json(201, UserJson.of(user).put(UserChange.STAFF, user.staff()));
    }

    private static ApiError taken() {
        return ApiError.invalid(UserChange.USERNAME, MessageKey.USERNAME_TAKEN);
    }
}
