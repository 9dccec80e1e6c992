package dev.keycard.web.staff;

import dev.keycard.http.ApiError;
import dev.keycard.http.Request;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.message.MessageKey;
import dev.keycard.store.PageRequest;
import dev.keycard.store.TimePageRequest;
import dev.keycard.web.request.Query;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The requested page of a list: {@code cursor}, {@code limit}, and filters, which links to other pages keep. For one request
 * and one thread.
 */
final class ListRequest {

    private static final int DEFAULT_LIMIT = 50;
    private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]{0,2}");

    private final Request request;
    private final int limit;
    private final Optional<Cursor> cursor;
    private final Map<String, String> filters = new LinkedHashMap<>();

    private ListRequest(Request request) {
        this.request = request;
        this.limit = Query.value(request, "limit").map(ListRequest::limit).orElse(DEFAULT_LIMIT);
        this.cursor =
                Query.value(request, "cursor").map(text -> Cursor.parse(text).orElseThrow(ListRequest::unknownCursor));
    }

    /** Reads cursor and limit. Refuses bad ones with an {@link ApiError} of status 400. */
    static ListRequest of(Request request) {
        return new ListRequest(request);
    }

    /** The text of a filter; empty if it is absent. */
    Optional<String> filter(String name) {
        Optional<String> value = Query.value(request, name);
        value.ifPresent(given -> filters.put(name, given));
        return value;
    }

    /** The id of the user whose items are listed; null for those of all users. */
    @Nullable UserId user() {
        return filter("user")
                .map(given -> UserIds.parse(given).orElseThrow(() -> ApiError.invalid("user", MessageKey.NOT_AN_ID)))
                .orElse(null);
    }

    /** A filter that is {@code true} or {@code false}; null without it. */
    @Nullable Boolean flag(String name) {
        Optional<String> given = filter(name);
        if (given.isEmpty()) {
            return null;
        }
        return switch (given.get()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ApiError.invalid(name, MessageKey.NOT_A_FLAG);
        };
    }

    /** The page of a list in the order of its numbers. */
    PageRequest oldestFirst() {
        return numbered(PageRequest.first(limit));
    }

    /** The page of a list that is shown in the reverse order of its numbers. */
    PageRequest newestFirst() {
        return numbered(new PageRequest(Long.MAX_VALUE, true, limit));
    }

    /** The page of a list that shows the newest items first. */
    TimePageRequest latestFirst() {
        return cursor.map(at -> new TimePageRequest(position(at, c -> TimeId.parse(c.id())), at.backward(), limit))
                .orElseGet(() -> TimePageRequest.latest(limit));
    }

    int limit() {
        return limit;
    }

    String path() {
        return request.path();
    }

    /** The filters that were read so far, by name. */
    Map<String, String> filters() {
        return filters;
    }

    private PageRequest numbered(PageRequest start) {
        return cursor.map(at -> new PageRequest(position(at, Cursor::number), at.backward(), limit))
                .orElse(start);
    }

    private static <T> T position(Cursor cursor, Function<Cursor, Optional<T>> reading) {
        return reading.apply(cursor).orElseThrow(ListRequest::unknownCursor);
    }

    private static ApiError unknownCursor() {
        return ApiError.invalid("cursor", MessageKey.CURSOR_UNKNOWN);
    }

    private static int limit(String text) {
        if (!LIMIT.matcher(text).matches() || Integer.parseInt(text) > PageRequest.MAX_LIMIT) {
            throw ApiError.invalid("limit", MessageKey.LIMIT_OUT_OF_RANGE, PageRequest.MAX_LIMIT);
        }
        return Integer.parseInt(text);
    }
}
