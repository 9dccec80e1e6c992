package dev.keycard.server.http;

import dev.keycard.http.ErrorCode;
import dev.keycard.http.Response;
import dev.keycard.http.StreamedBody;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer. Reads the body if there is one, asks for an answer from memory, then for one from a worker, and
 * sends the first answer. Confined to its event loop, except for the work on a worker.
 */
final class Exchange {

    private final Serving serving;
    private final ClientConnection client;
    private final HttpServerRequest request;
    private final @Nullable Held head;

    private IncomingRequest incoming;
    private @Nullable BodyBuffer body;
    private @Nullable Held untaken;
    private long bodyDue;
    private boolean reading;
    private boolean over;

    Exchange(Serving serving, ClientConnection client, HttpServerRequest request, IncomingRequest incoming) {
        this.serving = serving;
        this.client = client;
        this.request = request;
        this.incoming = incoming;
        this.head = client.isHttp2() ? client.holdingHeads() : null;
    }

    void begin() {
        Limits limits = serving.limits();
        if (head != null && StreamHead.lines(request) > limits.request().headerLines()) {
            refuse(ErrorCode.HEADERS_TOO_LARGE);
        } else if (head != null && !holdStream(head)) {
            send(serving.answers().overloaded(incoming), true);
        } else if (request.uri().length() > limits.request().line()) {
            refuse(ErrorCode.URI_TOO_LONG);
        } else if (BodyFraming.declared(request) > limits.request().body()) {
            refuse(ErrorCode.PAYLOAD_TOO_LARGE);
        } else if (BodyFraming.expected(request)) {
            readBody();
        } else {
            answer();
        }
    }

    /** Answers a request that could not be read to its end; no request can follow it on its connection. */
    void refuse(ErrorCode code) {
        send(serving.answers().refuse(incoming, code), true);
    }

    long bodyDue() {
        return bodyDue;
    }

    void bodyIsLate() {
        stopReading();
        refuse(ErrorCode.REQUEST_TIMEOUT);
    }

    void bodyIsBroken(Throwable cause) {
        stopReading();
        refuse(ConnectionHandler.codeOf(cause));
    }

    private boolean holdStream(Held stream) {
        stream.complete(true);
        return stream.hold(StreamHead.cost(request));
    }

    private void readBody() {
        reading = true;
        bodyDue = serving.deadlines().bodyDue();
        body = new BodyBuffer(client.holding(this::thereIsNoRoom), expectedLength());
        serving.deadlines().readingBegan(this);
        client.readingBegan(this);
        request.handler(this::receive);
        request.endHandler(end -> bodyIsComplete());
        request.exceptionHandler(gone -> giveUp());
        if (BodyFraming.wantsContinue(request)) {
            request.response().writeContinue();
        }
    }

    private int expectedLength() {
        long declared = BodyFraming.declared(request);
        return declared > 0 ? (int) declared : serving.limits().request().body();
    }

    private void receive(Buffer part) {
        BodyBuffer receiving = body;
        if (!reading || receiving == null) {
            return;
        }
        if (receiving.length() + part.length() > serving.limits().request().body()) {
            stopReading();
            refuse(ErrorCode.PAYLOAD_TOO_LARGE);
        } else if (!receiving.append(part)) {
            bodyHasNoRoom();
        }
    }

    private void bodyIsComplete() {
        BodyBuffer received = body;
        if (reading && received != null) {
            reading = false;
            serving.deadlines().readingEnded(this);
            client.readingEnded();
            incoming = incoming.withBody(received.complete());
            answer();
        }
    }

    /** Ends the exchange because others need the room. May be called from any thread. */
    private void thereIsNoRoom() {
        serving.eventLoop().runOnContext(there -> bodyHasNoRoom());
    }

    private void bodyHasNoRoom() {
        if (reading) {
            stopReading();
            send(serving.answers().overloaded(incoming), true);
        }
    }

    private void stopReading() {
        reading = false;
        serving.deadlines().readingEnded(this);
        client.readingEnded();
        releaseBody();
    }

    private void releaseBody() {
        if (body != null) {
            body.release();
            body = null;
        }
    }

    private void giveUp() {
        if (reading) {
            stopReading();
            end();
        }
    }

    private void answer() {
        Optional<Response> known = serving.answers().answerFromMemory(incoming);
        if (known.isPresent()) {
            send(known.get(), false);
        } else if (!client.holdHead() || !serving.workers().accept(this::answerInFull)) {
            send(serving.answers().overloaded(incoming), false);
        }
    }

    private void answerInFull() {
        Response response = serving.answers().answer(incoming);
        serving.eventLoop().runOnContext(back -> send(response, false));
    }

    /** While a client does not read its answers, its pipelined requests wait. */
    private void send(Response response, boolean leave) {
        if (over) {
            return;
        }
        releaseBody();
        StreamedBody streamed = response.streamed();
        if (streamed != null) {
            stream(response, streamed, leave);
        } else if (!holdAnswer(response.body().length)) {
            abandon();
        } else if (request.response().writeQueueFull()) {
            request.response().drainHandler(drained -> write(response, leave));
            request.response().exceptionHandler(gone -> end());
        } else {
            write(response, leave);
        }
    }

    /** The request is not over before its body has ended. */
    private void stream(Response response, StreamedBody streamed, boolean leave) {
        if (incoming.method().equals("HEAD")) {
            write(response, leave);
        } else if (request.response().closed()) {
            end();
        } else {
            ResponseWriter.head(request, response, incoming.id(), serving.date().now(), leave);
            new StreamedAnswer(serving, client, request, streamed, this::streamed).begin();
        }
    }

    private void streamed() {
        end();
        client.answered();
    }

    /**
     * Short answers to a client that reads them are part of the cost of a connection; others are counted until the client has
     * read them.
     */
    private boolean holdAnswer(int length) {
        if (!client.isHttp2() && length <= client.usualAnswer() && client.untaken() == 0) {
            return true;
        }
        Held answer = client.holding(() -> serving.eventLoop().runOnContext(there -> abandon()));
        untaken = answer;
        return answer.hold((long) length + ResponseWriter.COST_OF_HEAD);
    }

    /** The answer is given up, with the part that the client has not read. */
    private void abandon() {
        end();
        releaseAnswer();
        if (client.isHttp2()) {
            request.response().reset(ResponseWriter.CANCEL);
        } else {
            client.close();
        }
    }

    private void releaseAnswer() {
        if (untaken != null) {
            untaken.release();
            untaken = null;
        }
    }

    private void write(Response response, boolean leave) {
        if (over) {
            return;
        }
        end();
        if (request.response().closed()) {
            releaseAnswer();
            return;
        }
        Future<Void> taken = ResponseWriter.write(
                request, response, incoming.id(), serving.date().now(), leave);
        if (untaken != null) {
            taken.onComplete(done -> releaseAnswer());
        }
        if (leave || client.isHttp2()) {
            leave();
        }
        client.answered();
    }

    private void leave() {
        if (!client.isHttp2()) {
            serving.deadlines().linger(client);
        } else if (!request.isEnded()) {
            // Ends only the stream, and not at once: some clients drop an answer when a reset follows it.
            serving.eventLoop()
                    .owner()
                    .setTimer(serving.limits().times().linger().toMillis(), late -> stopBody());
        }
    }

    /** RFC 9113 section 8.1: a complete answer, then a reset without error, ends a request whose body is not read. */
    private void stopBody() {
        if (!request.isEnded()) {
            request.response().reset(0);
        }
    }

    private void end() {
        if (!over) {
            over = true;
            releaseBody();
            if (head != null) {
                head.release();
            }
            serving.deadlines().requestEnded(client);
        }
    }
}
