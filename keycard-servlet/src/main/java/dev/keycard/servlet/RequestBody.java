package dev.keycard.servlet;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;

/** Reads the bodies of requests to Keycard's endpoints, which are small. */
final class RequestBody {

    /** The same limit as that of the server. */
    static final int MOST = 64 * 1024;

    private RequestBody() {}

    /** The whole body; empty if it is too large. Waits for the client. */
    static Optional<byte[]> read(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > MOST) {
            return Optional.empty();
        }
        ServletInputStream body = request.getInputStream();
        byte[] bytes = body.readNBytes(MOST + 1);
        return bytes.length > MOST ? Optional.empty() : Optional.of(bytes);
    }
}
