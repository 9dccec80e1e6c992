package dev.keycard.web.changes;

import dev.keycard.apitoken.ApiToken;
import dev.keycard.change.ChangeCursor;
import dev.keycard.change.ChangeFollower.Mark;
import dev.keycard.change.ChangePages;
import dev.keycard.change.ChangePages.Page;
import dev.keycard.gate.HeaderCredential;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.HeaderNames;
import dev.keycard.http.Json;
import dev.keycard.http.MediaTypes;
import dev.keycard.http.Negotiation;
import dev.keycard.http.Request;
import dev.keycard.http.Response;
import dev.keycard.message.MessageKey;
import dev.keycard.permission.HoldsScope;
import dev.keycard.permission.Permission;
import dev.keycard.permission.Permissions;
import dev.keycard.route.Call;
import dev.keycard.route.Description;
import dev.keycard.route.Endpoint;
import dev.keycard.route.Route;
import dev.keycard.web.request.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/changes/}: what ended, for services that check tokens themselves. Thread-safe; blocks for the store. */
final class ChangesEndpoint implements Endpoint {

    /** How many changes one page has at most. */
    static final int PAGE = 1_000;

    private static final int LONGEST_WAIT = 30;
    private static final Duration RETRY = Duration.ofSeconds(1);
    /** Only tokens that were given the scope: to be signed in, even as staff, is not enough. */
    private static final Permission MAY_FOLLOW = Permissions.IS_AUTHENTICATED.and(new HoldsScope(ApiToken.CHANGES));

    private final Streams streams;
    private final ChangePages pages;
    private final String keyword;

    /** @param keyword the scheme of API tokens */
    ChangesEndpoint(Streams streams, ChangePages pages, String keyword) {
        this.streams = streams;
        this.pages = pages;
        this.keyword = keyword;
    }

    List<Route> routes() {
        return List.of(Route.guarded("changes", "GET", "/api/changes/", MAY_FOLLOW, this)
                .describedAs(Description.of(
                                "Verifiers",
                                "Follow what ended, as server-sent events or by long polling. Needs an API token with"
                                        + " the scope changes.")
                        .asks("After", "Wait")
                        .answers(200, "The changes after the cursor.", "Changes")
                        .answers(200, "The changes as they come.", "ChangeEvents", MediaTypes.EVENT_STREAM)
                        .refuses(ErrorCode.CURSOR_EXPIRED)));
    }

    @Override
    public boolean answersJson() {
        return false;
    }

    @Override
    public Response answer(Call call) {
        Request request = call.request();
        long asked = streams.changes().clockMillis();
        boolean events = Negotiation.acceptsEvents(request);
        if (!events && !Negotiation.acceptsJson(request)) {
            throw new ApiError(ErrorCode.NOT_ACCEPTABLE);
        }
        Duration wait = wait(request);
        if (!streams.changes().isFresh() || streams.isFull()) {
            throw ApiError.retryAfter(ErrorCode.UNAVAILABLE, RETRY);
        }
        // The age before the page: what was read until then is in the page.
        Mark mark = streams.changes().mark();
        String after = after(request);
        Instant horizon = after.isEmpty() ? pages.horizon() : null;
        Page page = horizon == null ? after(after) : pages.since(horizon, PAGE);
        return events ? stream(request, page, horizon) : poll(request, page, horizon, mark, asked, wait);
    }

    private Response stream(Request request, Page page, @Nullable Instant horizon) {
        // Proxies that collect answers would keep events back.
        return Response.streamed(200, MediaTypes.EVENT_STREAM, new EventStream(streams, token(request), page, horizon))
                .with("X-Accel-Buffering", "no");
    }

    private Response poll(Request request, Page page, @Nullable Instant horizon, Mark mark, long asked, Duration wait) {
        boolean atOnce = horizon != null || page.more() || !page.changes().isEmpty() || wait.isZero();
        return atOnce
                ? Response.json(
                        200,
                        LongPoll.page(
                                page,
                                mark,
                                new LongPoll.Times(asked, streams.changes().clockMillis()),
                                horizon))
                : Response.streamed(
                        200, MediaTypes.JSON, new LongPoll(streams, token(request), page.next(), asked, wait));
    }

    private Page after(String text) {
        return ChangeCursor.parse(text)
                .flatMap(cursor -> pages.after(cursor, PAGE))
                .orElseThrow(() -> new ApiError(ErrorCode.CURSOR_EXPIRED)
                        .with(translator ->
                                Json.object().put("horizon", pages.horizon().toString())));
    }

    /** Clients of server-sent events name the last event they have when they connect again. */
    private static String after(Request request) {
        String last = request.header("Last-Event-ID");
        return last == null || last.isBlank() ? Query.value(request, "after").orElse("") : last.strip();
    }

    private static Duration wait(Request request) {
        String text = Query.value(request, "wait").orElse("0");
        if (!text.matches("[0-9]{1,2}") || Integer.parseInt(text) > LONGEST_WAIT) {
            throw ApiError.invalid("wait", MessageKey.WAIT_OUT_OF_RANGE, LONGEST_WAIT);
        }
        return Duration.ofSeconds(Integer.parseInt(text));
    }

    /** The text of the token that the Gate admitted. */
    private String token(Request request) {
        return Optional.ofNullable(request.header(HeaderNames.AUTHORIZATION))
                .flatMap(header -> HeaderCredential.of(header, keyword))
                .orElseThrow(() -> new IllegalStateException("only API tokens hold scopes"));
    }
}
