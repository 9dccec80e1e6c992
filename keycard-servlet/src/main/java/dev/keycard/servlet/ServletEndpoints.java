package dev.keycard.servlet;

import dev.keycard.http.Answers;
import dev.keycard.http.ApiError;
import dev.keycard.http.Response;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The endpoints of Keycard for servlet requests. Thread-safe; may block. */
public final class ServletEndpoints {

    private final Answers answers;
    private final ServletGate gate;

    /**
     * @param answers answers the requests
     * @param gate sees requests of the application in the same way
     */
    public ServletEndpoints(Answers answers, ServletGate gate) {
        this.answers = answers;
        this.gate = gate;
    }

    /**
     * Answers a request if it is for an endpoint. Only then it reads the body.
     *
     * @return whether the request was for an endpoint
     * @throws IOException if the client is gone, or an answer was broken off: the container then closes the connection
     */
    public boolean answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (StreamedAnswer.isBroken(request)) {
            throw new IOException("the answer was broken off");
        }
        IncomingRequest incoming = gate.incoming(request);
        if (!answers.hasPath(incoming.path())) {
            return false;
        }
        byte[] body;
        try {
            body = RequestBody.read(request, System::nanoTime);
        } catch (ApiError refused) {
            OutgoingResponse.sendLast(request, response, answers.refuse(incoming, refused.code()), incoming.id());
            return true;
        }
        OutgoingResponse.send(request, response, answer(incoming.withBody(body)), incoming.id());
        return true;
    }

    private Response answer(IncomingRequest incoming) {
        return answers.answerFromMemory(incoming).orElseGet(() -> answers.answer(incoming));
    }
}
