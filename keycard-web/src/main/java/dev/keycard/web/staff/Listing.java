package dev.keycard.web.staff;

import dev.keycard.http.Json;
import dev.keycard.http.Response;
import dev.keycard.store.Page;
import dev.keycard.user.User;
import dev.keycard.user.UserMatches;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Answers with a page of a list and the links to those around it. Immutable and thread-safe. */
final class Listing {

    private final String origin;

    /**
     * Prepares for answering. Links are never built from the Host header, because an attacker may choose that.
     *
     * @param publicOrigin the origin in links; null for links without an origin
     */
    Listing(@Nullable String publicOrigin) {
        this.origin = publicOrigin == null ? "" : publicOrigin;
    }

    /** Users in the order of their ids. */
    Response users(ListRequest wanted, UserMatches found, Function<User, ObjectNode> describe) {
        return answer(
                wanted,
                found.items(),
                found.next() == null ? null : Cursor.after(found.next().toString()),
                found.previous() == null ? null : Cursor.before(found.previous().toString()),
                describe);
    }

    /** A page with its last item first, so the next page is the previous one of the store. */
    <T> Response newestFirst(
            ListRequest wanted, Page<T> page, Function<T, String> id, Function<T, ObjectNode> describe) {
        List<T> items = new ArrayList<>(page.items());
        Collections.reverse(items);
        if (items.isEmpty()) {
            boolean elsewhere = page.hasNext() || page.hasPrevious();
            return answer(wanted, items, null, elsewhere ? Cursor.START : null, describe);
        }
        Cursor older = Cursor.before(id.apply(items.get(items.size() - 1)));
        Cursor newer = Cursor.after(id.apply(items.get(0)));
        return answer(wanted, items, page.hasPrevious() ? older : null, page.hasNext() ? newer : null, describe);
    }

    private <T> Response answer(
            ListRequest wanted,
            List<T> items,
            @Nullable Cursor next,
            @Nullable Cursor previous,
            Function<T, ObjectNode> describe) {
        ObjectNode body = Json.object()
                .put("next", next == null ? null : link(wanted, next))
                .put("previous", previous == null ? null : link(wanted, previous));
        var results = body.putArray("results");
        items.forEach(item -> results.add(describe.apply(item)));
        return Response.json(200, body);
    }

    private String link(ListRequest wanted, Cursor cursor) {
        StringBuilder link = new StringBuilder(origin)
                .append(wanted.path())
                .append("?limit=")
                .append(wanted.limit());
        wanted.filters()
                .forEach((name, value) -> link.append('&')
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return cursor.equals(Cursor.START)
                ? link.toString()
                : link.append("&cursor=").append(cursor.text()).toString();
    }
}
