package dev.keycard.http;

import dev.keycard.message.Message;
import java.util.Locale;

/**
 * All refusals: the code for machines, its status, and the message for people, which the catalogue has under the code. Codes
 * that exist in Django REST framework and simplejwt have the same spelling.
 */
public enum ErrorCode {
    PARSE_ERROR(400),
    INVALID(400),
    NOT_AUTHENTICATED(401),
    BAD_AUTHORIZATION_HEADER(401),
    AUTHENTICATION_FAILED(401),
    TOKEN_NOT_VALID(401),
    USER_NOT_FOUND(401),
    USER_INACTIVE(401),
    NO_ACTIVE_ACCOUNT(401),
    PASSWORD_CHANGED(401),
    REAUTHENTICATION_REQUIRED(401),
    PERMISSION_DENIED(403),
    NAME_RESERVED(403),
    CSRF_FAILED(403),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    NOT_ACCEPTABLE(406),
    REQUEST_TIMEOUT(408),
    ALREADY_ROTATED(409),
    CURSOR_EXPIRED(410),
    PAYLOAD_TOO_LARGE(413),
    URI_TOO_LONG(414),
    UNSUPPORTED_MEDIA_TYPE(415),
    THROTTLED(429),
    HEADERS_TOO_LARGE(431),
    INTERNAL_ERROR(500),
    UNAVAILABLE(503);

    private final int status;

    ErrorCode(int status) {
        this.status = status;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The message for people. */
    public Message message() {
        return Message.of("error." + wire());
    }

    /** The code as clients see it. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
