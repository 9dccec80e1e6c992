package dev.keycard.web.mailchange;

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
 * {@code /api/email/confirm/} and {@code /api/email/undo/}: what the links in the mails about another address lead to. What a bad
 * token was is not told. Thread-safe.
 */
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
                        .describedAs(Description.of(
                                        TAG, "Make another mail address effective with what the mail to it brought.")
                                .takes("Confirmation")
                                .done("It is effective, and counts as confirmed.")),
                Route.open(
                                "email-undo",
                                "POST",
                                "/api/email/undo/",
                                Route.Where.WORKER,
                                call -> open(call, changes::undo))
                        .describedAs(Description.of(
                                        TAG,
                                        "Undo a change of the mail address with what the mail to the old one brought.")
                                .takes("Confirmation")
                                .done("The old address is in force, and every login and API token ended.")));
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
