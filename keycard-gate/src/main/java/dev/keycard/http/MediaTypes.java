package dev.keycard.http;

/** The media types of requests and answers. */
public final class MediaTypes {

    public static final String JSON = "application/json";

    /** Problem details (RFC 9457). */
    public static final String PROBLEM_JSON = "application/problem+json";

    /** Server-sent events (HTML, section 9.2). */
    public static final String EVENT_STREAM = "text/event-stream";

    public static final String FORM = "application/x-www-form-urlencoded";
    public static final String MULTIPART = "multipart/form-data";

    private MediaTypes() {}
}
