package dev.keycard.servlet;

import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Reads the bodies of requests to Keycard's endpoints, which are small. */
final class RequestBody {

    /** The same limit as that of the server. */
    static final int MOST = 64 * 1024;

    /** As long as the server waits for a body. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private static final int PART = 8 * 1024;

    private RequestBody() {}

    /**
     * The whole body. Waits for the client, which may send as slowly as the container permits, but not for longer than the
     * deadline.
     *
     * @throws ApiError {@code payload_too_large}, or {@code request_timeout}
     */
    static byte[] read(HttpServletRequest request, LongSupplier nanoClock) throws IOException {
        if (request.getContentLengthLong() > MOST) {
            throw new ApiError(ErrorCode.PAYLOAD_TOO_LARGE);
        }
        long deadline = nanoClock.getAsLong() + LONGEST.toNanos();
        ServletInputStream body = request.getInputStream();
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        byte[] part = new byte[PART];
        for (int length = body.read(part); length >= 0; length = body.read(part)) {
            received.write(part, 0, length);
            if (received.size() > MOST) {
                throw new ApiError(ErrorCode.PAYLOAD_TOO_LARGE);
            }
            if (nanoClock.getAsLong() - deadline > 0) {
                throw new ApiError(ErrorCode.REQUEST_TIMEOUT);
            }
        }
        return received.toByteArray();
    }
}
