package dev.keycard.verifier;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The body of an answer as server-sent events (HTML, section 9.2). A line that is too long ends it. */
final class EventLines implements HttpResponse.BodySubscriber<Boolean> {

    private static final int LONGEST_LINE = 16 * 1024;

    /** Receives events, in order, by one thread at a time. */
    @FunctionalInterface
    interface Receiver {

        /**
         * Receives one event.
         *
         * @param id of this event or of the last one before that has one; null if there was none
         */
        void event(String name, String data, @Nullable String id) throws IOException;
    }

    private final Receiver receiver;
    private final CompletableFuture<Boolean> end = new CompletableFuture<>();
    private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private String name = "";
    private @Nullable String id;

    EventLines(Receiver receiver) {
        this.receiver = receiver;
    }

    /** Completes at the end of the body. */
    @Override
    public CompletionStage<Boolean> getBody() {
        return end;
    }

    /** Ends the connection. May be called from any thread. */
    void cancel() {
        Flow.Subscription begun = subscription.get();
        if (begun != null) {
            begun.cancel();
        }
        end.completeExceptionally(new IOException("given up"));
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        subscription.set(begun);
        begun.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        try {
            for (ByteBuffer part : parts) {
                while (part.hasRemaining() && !end.isDone()) {
                    take(part.get());
                }
            }
        } catch (IOException | RuntimeException broken) {
            end.completeExceptionally(broken);
            cancel();
        }
    }

    private void take(byte b) throws IOException {
        if (b != '\n') {
            if (line.size() >= LONGEST_LINE) {
                throw new IOException("a line is too long");
            }
            line.write(b);
            return;
        }
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        read(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }

    private void read(String text) throws IOException {
        if (text.isEmpty()) {
            dispatch();
            return;
        }
        int colon = text.indexOf(':');
        String field = colon < 0 ? text : text.substring(0, colon);
        String value = colon < 0 ? "" : text.substring(colon + 1);
        value = value.startsWith(" ") ? value.substring(1) : value;
        switch (field) {
            case "id" -> id = value;
            case "event" -> name = value;
            case "data" -> data.append(data.isEmpty() ? "" : "\n").append(value);
            default -> {
                return; // comments, and fields that this client does not need
            }
        }
    }

    private void dispatch() throws IOException {
        String event = name;
        String text = data.toString();
        name = "";
        data.setLength(0);
        if (!text.isEmpty()) {
            receiver.event(event, text, id);
        }
    }

    @Override
    public void onError(Throwable failure) {
        end.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        end.complete(true);
    }
}
