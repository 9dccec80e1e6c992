package dev.keycard.server.http;

import dev.keycard.http.Answers;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Request;
import dev.keycard.http.Response;
import dev.keycard.message.Catalogue;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Answers that tell what the adapter handed in: {@code /echo} from memory, {@code /echo/host} the host alone, {@code /worker}
 * from a worker, {@code /wait} from a worker once it is released.
 */
final class FakeAnswers implements Answers {

    final CountDownLatch waiting = new CountDownLatch(1);
    final CountDownLatch release = new CountDownLatch(1);

    @Override
    public boolean hasPath(String path) {
        return true;
    }

    @Override
    public Optional<Response> answerFromMemory(Request request) {
        return request.path().startsWith("/echo") ? Optional.of(echo(request)) : Optional.empty();
    }

    @Override
    public Response answer(Request request) {
        if (request.path().equals("/wait")) {
            waiting.countDown();
            try {
                release.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
        return request.path().equals("/nothing") ? Response.noContent() : echo(request);
    }

    @Override
    public Response refuse(Request request, ErrorCode code) {
        return new ApiError(code)
                .toResponse(code.status(), false, Catalogue.of("en"))
                .with("X-Finished", "yes");
    }

    @Override
    public Response overloaded(Request request) {
        return refuse(request, ErrorCode.UNAVAILABLE);
    }

    private static Response echo(Request request) {
        if (request.path().equals("/echo/host")) {
            String host = request.header("host") + " " + request.headers("Host");
            return Response.of(200, "text/plain", host.getBytes(StandardCharsets.ISO_8859_1));
        }
        String text = request.method() + " " + request.path() + " " + request.query() + " "
                + request.headers("Authorization") + " "
                + new String(request.body(), StandardCharsets.ISO_8859_1);
        return Response.of(200, "text/plain", text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
