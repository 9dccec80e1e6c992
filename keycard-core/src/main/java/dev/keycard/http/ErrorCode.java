package dev.keycard.http;

import java.util.Locale;

/**
 * Every refusal that a client can meet: the code that machines read, its status, and an English sentence for people. The codes
 * that Django REST framework and simplejwt have keep their spelling.
 */
public enum ErrorCode {
    PARSE_ERROR(400, "The body is not well-formed."),
    INVALID(400, "The request is not valid."),
    NOT_AUTHENTICATED(401, "This needs credentials, and the request carries none that are accepted here."),
    BAD_AUTHORIZATION_HEADER(401, "The Authorization header must be one scheme, one space and one credential."),
    AUTHENTICATION_FAILED(401, "These credentials are not accepted."),
    TOKEN_NOT_VALID(401, "The token is malformed, expired or revoked."),
    USER_NOT_FOUND(401, "The user of this token does not exist."),
    USER_INACTIVE(401, "The user of this token is not active."),
    NO_ACTIVE_ACCOUNT(401, "No active account matches these credentials."),
    PASSWORD_CHANGED(401, "The password was changed since; sign in again."),
    PERMISSION_DENIED(403, "You may not do this."),
    CSRF_FAILED(
            403,
            "The request does not prove that it comes from this site: send the CSRF cookie's value as X-CSRFToken."),
    NOT_FOUND(404, "There is nothing here."),
    METHOD_NOT_ALLOWED(405, "This method is not available here; see the Allow header."),
    NOT_ACCEPTABLE(406, "Only application/json and application/problem+json are available."),
    REQUEST_TIMEOUT(408, "The request did not arrive in time."),
    PAYLOAD_TOO_LARGE(413, "The body is too large."),
    URI_TOO_LONG(414, "The address is too long."),
    UNSUPPORTED_MEDIA_TYPE(415, "The body's content type is not supported here."),
    THROTTLED(429, "Too many requests; see the Retry-After header."),
    HEADERS_TOO_LARGE(431, "The headers are too large."),
    INTERNAL_ERROR(500, "Something went wrong here; the log tells more under this request's id."),
    UNAVAILABLE(503, "This cannot be decided just now; try again shortly.");

    private final int status;
    private final String detail;

    ErrorCode(int status, String detail) {
        this.status = status;
        this.detail = detail;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The sentence for people. */
    public String detail() {
        return detail;
    }

    /** The code as clients see it. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
