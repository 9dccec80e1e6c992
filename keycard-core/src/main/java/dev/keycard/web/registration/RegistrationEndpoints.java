package dev.keycard.web.registration;

import dev.keycard.http.ApiError;
import dev.keycard.http.Bodies;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Fields;
import dev.keycard.http.Json;
import dev.keycard.http.Response;
import dev.keycard.mail.LinkTemplate;
import dev.keycard.mail.MailThrottle;
import dev.keycard.message.MessageKey;
import dev.keycard.password.Passwords;
import dev.keycard.registration.Applicant;
import dev.keycard.registration.Registration;
import dev.keycard.route.Call;
import dev.keycard.route.Route;
import dev.keycard.signin.HashingCallers;
import dev.keycard.user.NameReservedException;
import dev.keycard.user.User;
import dev.keycard.user.UserStore;
import dev.keycard.user.UsernameTakenException;
import dev.keycard.web.user.UserJson;
import java.time.Duration;
import java.util.List;

/**
 * {@code /api/register/} and {@code /api/register/confirm/}: people make their own user. Every attempt is counted before its hash
 * is computed. That a name is taken, or was until recently, is told in one sentence, for names are seen by others anyway; nothing is told about addresses. Thread-safe;
 * waits for the store and for a place in the hashing pool.
 */
public final class RegistrationEndpoints {

    private static final Response ACCEPTED = Response.json(202, Json.object());

    /** When the outbox has room again: about when a mail server that hangs has been given up. */
    private static final Duration OUTBOX_RETRY = Duration.ofSeconds(30);

    private final Registration registration;
    private final UserStore users;
    private final Passwords passwords;
    private final MailThrottle attempts;
    private final MailThrottle confirmations;

    public RegistrationEndpoints(
            Registration registration,
            UserStore users,
            Passwords passwords,
            MailThrottle attempts,
            MailThrottle confirmations) {
        this.registration = registration;
        this.users = users;
        this.passwords = passwords;
        this.attempts = attempts;
        this.confirmations = confirmations;
    }

    /** The routes; confirming has one only if addresses are confirmed. */
    public List<Route> routes() {
        Route register = Route.open("register", "POST", "/api/register/", Route.Where.WORKER, this::register);
        Route confirm =
                Route.open("register-confirm", "POST", "/api/register/confirm/", Route.Where.WORKER, this::confirm);
        return registration.confirmLink() == null ? List.of(register) : List.of(register, confirm);
    }

    private Response register(Call call) {
        attempts.client(call.request().address());
        RegistrationForm form = RegistrationForm.read(call.request(), passwords.policy());
        if (users.findByName(form.username()).isPresent() || registration.isReserved(form.username())) {
            throw taken();
        }
        LinkTemplate link = registration.confirmLink();
        if (link == null) {
            return create(call, form.withHash(hash(call, form)));
        }
        attempts.mail(form.email());
        Applicant applicant = form.withHash(hash(call, form));
        if (!registration.invite(applicant, link, call.request().header("Accept-Language"))) {
            throw ApiError.retryAfter(ErrorCode.UNAVAILABLE, OUTBOX_RETRY);
        }
        return ACCEPTED;
    }

    private String hash(Call call, RegistrationForm form) {
        return passwords.hash(form.password(), HashingCallers.of(form.username().text(), call.request()));
    }

    private Response confirm(Call call) {
        confirmations.client(call.request().address());
        Fields fields = Bodies.json(call.request());
        String token = fields.required("token");
        fields.check();
        return create(call, registration.open(token).orElseThrow(() -> ApiError.invalid("token", MessageKey.LINK_BAD)));
    }

    private Response create(Call call, Applicant applicant) {
        try {
            User user = registration.create(applicant, registration.auditContext(call));
            return Response.json(201, UserJson.of(user).put("is_staff", user.staff()));
        } catch (UsernameTakenException | NameReservedException inUse) {
            throw taken();
        }
    }

    private static ApiError taken() {
        return ApiError.invalid("username", MessageKey.USERNAME_TAKEN);
    }
}
