package dev.keycard.server.http;

import dev.keycard.http.ErrorCode;
import dev.keycard.http.Response;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Optional;

/**
 * One request on its way to its answer. Reads the body if there is one, asks the engine's memory, then a worker, and sends
 * what comes first. Confined to its event loop, but for the work that a worker does.
 */
final class Exchange {

    private final Context eventLoop;
    private final Answers answers;
    private final Workers workers;
    private final Limits limits;
    private final Deadlines deadlines;
    private final HttpDate date;
    private final HttpServerRequest request;

    private IncomingRequest incoming;
    private Buffer received = Buffer.buffer(0);
    private long bodyDue;
    private boolean reading;
    private boolean over;

    Exchange(
            Context eventLoop,
            Answers answers,
            Workers workers,
            Limits limits,
            Deadlines deadlines,
            HttpDate date,
            HttpServerRequest request,
            IncomingRequest incoming) {
        this.eventLoop = eventLoop;
        this.answers = answers;
        this.workers = workers;
        this.limits = limits;
        this.deadlines = deadlines;
        this.date = date;
        this.request = request;
        this.incoming = incoming;
    }

    void begin() {
        if (request.uri().length() > limits.request().line()) {
            refuse(ErrorCode.URI_TOO_LONG);
        } else if (BodyFraming.declared(request) > limits.request().body()) {
            refuse(ErrorCode.PAYLOAD_TOO_LARGE);
        } else if (BodyFraming.expected(request)) {
            readBody();
        } else {
            answer();
        }
    }

    /** Answers a request that could not be read to its end, and that nothing can follow on its connection. */
    void refuse(ErrorCode code) {
        send(answers.refuse(incoming, code), true);
    }

    long bodyDue() {
        return bodyDue;
    }

    void bodyIsLate() {
        stopReading();
        refuse(ErrorCode.REQUEST_TIMEOUT);
    }

    private void readBody() {
        reading = true;
        bodyDue = deadlines.bodyDue();
        deadlines.readingBegan(this);
        request.handler(this::receive);
        request.endHandler(end -> bodyIsComplete());
        request.exceptionHandler(gone -> giveUp());
        if (BodyFraming.wantsContinue(request)) {
            request.response().writeContinue();
        }
    }

    private void receive(Buffer part) {
        if (!reading) {
            return;
        }
        if (received.length() + part.length() > limits.request().body()) {
            stopReading();
            refuse(ErrorCode.PAYLOAD_TOO_LARGE);
        } else {
            received.appendBuffer(part);
        }
    }

    private void bodyIsComplete() {
        if (reading) {
            stopReading();
            incoming = incoming.withBody(received.getBytes());
            answer();
        }
    }

    private void stopReading() {
        reading = false;
        deadlines.readingEnded(this);
    }

    private void giveUp() {
        if (reading) {
            stopReading();
            end();
        }
    }

    private void answer() {
        Optional<Response> known = answers.fromMemory(incoming);
        if (known.isPresent()) {
            send(known.get(), false);
        } else if (!workers.accept(this::answerInFull)) {
            send(answers.overloaded(incoming), false);
        }
    }

    private void answerInFull() {
        Response response = answers.inFull(incoming);
        eventLoop.runOnContext(back -> send(response, false));
    }

    /** A client that does not take its answers gets no more of them: pipelined requests wait until it does. */
    private void send(Response response, boolean leave) {
        if (request.response().writeQueueFull()) {
            request.response().drainHandler(drained -> write(response, leave));
            request.response().exceptionHandler(gone -> end());
        } else {
            write(response, leave);
        }
    }

    private void write(Response response, boolean leave) {
        if (over) {
            return;
        }
        end();
        if (request.response().closed()) {
            return;
        }
        ResponseWriter.write(request, response, incoming.id(), date.now(), leave);
        if (leave) {
            leave();
        }
    }

    private void leave() {
        if (request.version() == HttpVersion.HTTP_2) {
            // The stream alone is refused. Not at once: there are clients that forget an answer when a reset follows
            // it.
            eventLoop.owner().setTimer(limits.times().linger().toMillis(), late -> stopBody());
        } else {
            deadlines.linger(request.connection());
        }
    }

    /** RFC 9113 section 8.1: a complete answer, then a reset without error, ends a request whose body is unwanted. */
    private void stopBody() {
        if (!request.isEnded()) {
            request.response().reset(0);
        }
    }

    private void end() {
        if (!over) {
            over = true;
            deadlines.requestEnded(request.connection());
        }
    }
}
