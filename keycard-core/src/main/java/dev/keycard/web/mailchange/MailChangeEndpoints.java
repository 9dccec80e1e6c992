package dev.keycard.web.mailchange;

import dev.keycard.audit.AuditContext;
import dev.keycard.http.ApiError;
import dev.keycard.http.Bodies;
import dev.keycard.http.Fields;
import dev.keycard.http.Response;
import dev.keycard.mail.MailThrottle;
import dev.keycard.mailchange.MailChanges;
import dev.keycard.message.MessageKey;
import dev.keycard.route.Call;
import dev.keycard.route.Route;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * {@code /api/email/confirm/} and {@code /api/email/undo/}: what the links in the mails about another address lead to. What a bad
 * token was is not told. Thread-safe.
 */
public final class MailChangeEndpoints {

    private final MailChanges changes;
    private final MailThrottle openings;
    private final InstantSource clock;

    public MailChangeEndpoints(MailChanges changes, MailThrottle openings, InstantSource clock) {
        this.changes = changes;
        this.openings = openings;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.open(
                        "email-confirm",
                        "POST",
                        "/api/email/confirm/",
                        Route.Where.WORKER,
                        call -> open(call, changes::confirm)),
                Route.open(
                        "email-undo",
                        "POST",
                        "/api/email/undo/",
                        Route.Where.WORKER,
                        call -> open(call, changes::undo)));
    }

    private Response open(Call call, BiPredicate<String, AuditContext> act) {
        Fields fields = Bodies.json(call.request());
        String token = fields.required("token");
        fields.check();
        openings.client(call.request().address());
        if (!act.test(token, call.auditContext(clock))) {
            throw ApiError.invalid("token", MessageKey.LINK_BAD);
        }
        return Response.noContent();
    }
}
