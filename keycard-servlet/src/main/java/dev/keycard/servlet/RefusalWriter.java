package dev.keycard.servlet;

import dev.keycard.gate.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Writes the answers to refused requests in the form of an application. The endpoints of Keycard have their own form.
 * Thread-safe.
 */
@FunctionalInterface
public interface RefusalWriter {

    /** Leaves all answers to Keycard. */
    RefusalWriter NONE = (request, response, refusal) -> false;

    /**
     * Writes the body of an answer, with its {@code Content-Type}. Status and headers of the refusal are set already, and this
     * response lets nothing change them.
     *
     * @return false if it has written nothing, to leave the answer to Keycard
     */
    boolean write(HttpServletRequest request, HttpServletResponse response, Refusal refusal) throws IOException;
}
