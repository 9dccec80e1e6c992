package dev.keycard.verifier;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Asks one server for changes, and puts them into a view. Blocks; for one thread at a time. */
final class RemoteRequest {

    /** The server refused; the message says why. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;
        private final int status;

        RefusedException(int status) {
            super("the answer is " + status + hint(status));
            this.status = status;
        }

        private static String hint(int status) {
            return switch (status) {
                case 401 -> ": the API token is not accepted";
                case 403 -> ": the API token needs the scope changes";
                case 404 -> ": the server has no changes at this path";
                default -> "";
            };
        }

        int status() {
            return status;
        }
    }

    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final long LOOK_MILLIS = 50;
    private static final int LARGEST_PAGE = 4 * 1024 * 1024;
    private static final int WAIT_SECONDS = 1;

    private final RemoteView view;
    private final Runnable news;
    private final Supplier<String> authorization;
    private final Duration silence;
    private final LongSupplier nanoClock;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    /**
     * @param news called when there are new changes, or the view became younger
     * @param silence the longest time without a sign of life
     */
    RemoteRequest(
            RemoteView view, Runnable news, Supplier<String> authorization, Duration silence, LongSupplier nanoClock) {
        this.view = view;
        this.news = news;
        this.authorization = authorization;
        this.silence = silence;
        this.nanoClock = nanoClock;
    }

    /** One exchange by server-sent events: where it began, by both clocks, and when the last event came. */
    private final class Following implements EventLines.Receiver {

        private final long asked = nanoClock.getAsLong();
        private volatile long lastEvent = asked;
        private volatile boolean any;
        private long serverBegan;

        @Override
        public void event(String name, String data, @Nullable String id) throws IOException {
            JsonNode node = RemoteJson.object(data);
            switch (name) {
                case "begin" -> began(node);
                case "change" -> view.add(node);
                case "age" -> aged(node);
                default -> {
                    return; // added later, and not needed to know what ended
                }
            }
            lastEvent = nanoClock.getAsLong();
            any = true;
            if (id != null && !id.equals(view.cursor())) {
                view.reached(id);
                news.run();
            } else if (name.equals("age")) {
                news.run();
            }
        }

        private void began(JsonNode node) throws IOException {
            serverBegan = RemoteJson.number(node, "clock_ms");
            if (node.has("horizon")) {
                view.beginsAt(RemoteJson.time(node, "horizon"));
            }
        }

        private void aged(JsonNode node) throws IOException {
            long sinceRequest = RemoteJson.number(node, "clock_ms") - serverBegan;
            view.completeAt(asked + nanos(sinceRequest - RemoteJson.number(node, "age_ms")));
        }

        boolean isSilent() {
            return nanoClock.getAsLong() - lastEvent > silence.toNanos();
        }
    }

    /**
     * Follows until the server ends the stream in good order.
     *
     * @throws SilentException if no event came at all: perhaps something on the way keeps events back
     */
    void follow(URI endpoint) throws IOException, InterruptedException {
        Following following = new Following();
        EventLines lines = new EventLines(following);
        HttpRequest.Builder request = request(endpoint).header("Accept", "text/event-stream");
        String cursor = view.cursor();
        if (cursor != null) {
            request.header("Last-Event-ID", cursor);
        }
        CompletableFuture<HttpResponse<Boolean>> answer = client.sendAsync(
                request.timeout(silence.plus(CONNECT)).build(),
                info -> isEvents(info) ? lines : HttpResponse.BodySubscribers.replacing(false));
        try {
            HttpResponse<Boolean> response = await(answer, following);
            if (response.statusCode() != 200) {
                throw new RefusedException(response.statusCode());
            }
            if (!response.body()) {
                throw new SilentException("the answer is no stream of events");
            }
        } finally {
            lines.cancel();
            answer.cancel(true);
        }
    }

    /** Server-sent events do not come through. */
    static final class SilentException extends IOException {
        private static final long serialVersionUID = 1L;

        SilentException(String message) {
            super(message);
        }
    }

    private HttpResponse<Boolean> await(CompletableFuture<HttpResponse<Boolean>> answer, Following following)
            throws IOException, InterruptedException {
        while (true) {
            try {
                return answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException waiting) {
                if (following.isSilent()) {
                    throw following.any
                            ? new IOException("no sign of life for " + silence)
                            : new SilentException("no event for " + silence);
                }
            } catch (ExecutionException failed) {
                throw new IOException(failed.getCause());
            }
        }
    }

    /** Asks for one page, for which the server may wait a second. */
    void poll(URI endpoint) throws IOException, InterruptedException {
        long asked = nanoClock.getAsLong();
        String cursor = view.cursor();
        String query = "?wait=" + WAIT_SECONDS + (cursor == null ? "" : "&after=" + cursor);
        Duration patience = silence.plusSeconds(WAIT_SECONDS);
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(
                request(URI.create(endpoint + query))
                        .header("Accept", "application/json")
                        .timeout(patience)
                        .build(),
                info -> new LimitedBody(LARGEST_PAGE));
        try {
            HttpResponse<byte[]> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new RefusedException(response.statusCode());
            }
            take(RemoteJson.object(new String(response.body(), StandardCharsets.UTF_8)), asked);
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        } catch (TimeoutException late) {
            throw new IOException("no complete answer within " + patience, late);
        } finally {
            answer.cancel(true);
        }
    }

    private void take(JsonNode page, long asked) throws IOException {
        if (page.has("horizon")) {
            view.beginsAt(RemoteJson.time(page, "horizon"));
        }
        for (JsonNode change : page.path("changes")) {
            view.add(change);
        }
        String next = RemoteJson.text(page, "next");
        if (!page.path("more").isBoolean()) {
            throw new IOException("more is no flag");
        }
        if (!page.get("more").booleanValue()) {
            view.completeAt(asked + nanos(RemoteJson.number(page, "waited_ms") - RemoteJson.number(page, "age_ms")));
        }
        view.reached(next);
        news.run();
    }

    private HttpRequest.Builder request(URI endpoint) {
        return HttpRequest.newBuilder(endpoint).header("Authorization", authorization.get());
    }

    private static boolean isEvents(HttpResponse.ResponseInfo info) {
        return info.statusCode() == 200
                && info.headers()
                        .firstValue("Content-Type")
                        .filter(type -> type.startsWith("text/event-stream"))
                        .isPresent();
    }

    private static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
