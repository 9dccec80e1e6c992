package dev.keycard.web.mailchange;

import dev.keycard.api.Internal;
import dev.keycard.audit.AuditContext;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Response;
import dev.keycard.mailchange.MailChanges;
import dev.keycard.mailchange.MailChanges.LinkResult;
import dev.keycard.message.MessageKey;
import dev.keycard.route.Call;
import dev.keycard.route.Description;
import dev.keycard.route.Route;
import dev.keycard.web.request.Bodies;
import dev.keycard.web.request.Fields;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;

/**
 * {@code /api/email/confirm/} and {@code /api/email/undo/}: confirm and undo a change of the mail address by the token of a
 * mailed link. The answer does not say why a token is refused. Thread-safe.
 */
@Internal
public final class MailChangeEndpoints {

    private static final String TAG = "Account";

    private final MailChanges changes;
    private final InstantSource clock;

    public MailChangeEndpoints(MailChanges changes, InstantSource clock) {
        this.changes = changes;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.open(
                                "email-confirm",
                                "POST",
                                "/api/email/confirm/",
                                Route.Where.WORKER,
                                call -> open(call, changes::confirm))
                        .describedAs(
                                Description.of(TAG, "Confirm a new mail address by the token that was mailed to it.")
                                        .takes("Confirmation")
                                        .done("The address is effective, and counts as confirmed.")),
                Route.open(
                                "email-undo",
                                "POST",
                                "/api/email/undo/",
                                Route.Where.WORKER,
                                call -> open(call, changes::undo))
                        .describedAs(Description.of(
                                        TAG,
                                        "Undo a change of the mail address by the token that was mailed to the old one.")
                                .takes("Confirmation")
                                .done("The old address is effective again, and every login and API token is ended.")));
    }

    private Response open(Call call, BiFunction<String, AuditContext, LinkResult> act) {
        Fields fields = Bodies.json(call.request());
        String token = fields.required("token");
        fields.check();
        LinkResult result = act.apply(token, call.auditContext(clock));
        if (result instanceof LinkResult.Done) {
            return Response.noContent();
        }
        throw result instanceof LinkResult.Throttled throttled
                ? ApiError.retryAfter(ErrorCode.THROTTLED, throttled.retryAfter())
                : ApiError.invalid("token", MessageKey.LINK_BAD);
    }
}
